namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>An event that was put aside, with the reason.</summary>
/// <param name="Destination">
/// Where it could not go: the publisher's destination, such as <c>events</c>, or the name of the subscription that could not handle it.
/// </param>
/// <param name="Topic">The topic that it was for, or came from.</param>
/// <param name="Source">The CloudEvent's <c>source</c>; with <paramref name="Id"/> and <paramref name="Destination"/> it names the letter.</param>
/// <param name="Id">The CloudEvent's <c>id</c>.</param>
/// <param name="CloudEvent">The whole event in its JSON format, as it was; what was received may be malformed.</param>
/// <param name="Reason">Why it was put aside. It may hold a broker's own text.</param>
internal sealed record DeadLetter(string Destination, string Topic, string Source, string Id, string CloudEvent, string Reason)
{
    /// <summary>The trace that caused the event, as a W3C <c>traceparent</c>, where it is known.</summary>
    public string? TraceParent { get; init; }
}
