namespace CommonGround.Platform.Logging.Delivery;

/// <summary>Where processing lines go.</summary>
internal interface ILogboek
{
    /// <summary>Hands lines over.</summary>
    /// <returns>How many of them it did not write. Which they are it need not say.</returns>
    /// <exception cref="LogboekException">It did not acknowledge: any of them may have been written (LDV-11).</exception>
    Task<LogboekAnswer> SendAsync(IReadOnlyList<OpenedLine> lines, CancellationToken cancellationToken);
}
