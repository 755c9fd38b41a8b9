namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>Where an event goes that this component publishes, for a dead letter that is sent again.</summary>
internal interface ILetterDestination
{
    /// <summary>The name that its letters have as <see cref="DeadLetter.Destination"/>.</summary>
    string Name { get; }

    /// <returns>Why it was refused, or <see langword="null"/> where it was taken.</returns>
    /// <exception cref="BuildingBlocks.EventBrokerException">It could not be sent now; the letter keeps the reason that it has.</exception>
    Task<string?> SendAsync(DeadLetter letter, CancellationToken cancellationToken);
}
