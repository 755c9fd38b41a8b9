using System.Text.Json.Serialization;
using CommonGround.Platform.State;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>An event that was put aside, with the reason.</summary>
/// <param name="Destination">
/// Where it could not go: the publisher's destination, such as <c>events</c>, or the topic of the subscription that could not handle it.
/// </param>
/// <param name="Topic">The topic that it was for, or came from.</param>
/// <param name="Source">
/// The CloudEvent's <c>source</c>; with <paramref name="Id"/> and <paramref name="Destination"/> it names the letter. What was received may lack
/// it, and then it is empty.
/// </param>
/// <param name="Id">The CloudEvent's <c>id</c>; empty where it has none.</param>
/// <param name="CloudEvent">
/// The whole event in its JSON format, as it was; what was received may be malformed, and where it was too large to keep this is empty.
/// </param>
/// <param name="Reason">Why it was put aside. It may hold a broker's own text. What is longer than 4,096 characters is cut there.</param>
internal sealed record DeadLetter(string Destination, string Topic, string Source, string Id, string CloudEvent, string Reason)
{
    // A letter must fit in a commit, also where a handler says more than anybody reads.
    private const int LongestReason = 4096;

    public string Reason { get; init => field = Excerpt.Of(value, LongestReason); } = Excerpt.Of(Reason, LongestReason);

    /// <summary>Whether this component received it; otherwise it was to publish it.</summary>
    public bool IsReceived { get; init; }

    /// <summary>The CloudEvent's <c>type</c>, where it is known.</summary>
    public string? Type { get; init; }

    /// <summary>The trace that caused the event, as a W3C <c>traceparent</c>, where it is known.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it was put aside.</summary>
    public DateTimeOffset PutAt { get; init; }

    /// <summary>Under which id it is kept: of an event and its destination there is one letter.</summary>
    [JsonIgnore]
    public Guid LetterId => KeyHash.Id(Scope, Hash);

    /// <summary>The scope of its mark; of a received event the one that its handler marks it in (commit-log 19).</summary>
    [JsonIgnore]
    public string Scope => IsReceived ? Destination : $"out/{Destination}";

    /// <summary>The hash in its mark. An event without an id or a source is known by its text.</summary>
    [JsonIgnore]
    public string Hash => Id.Length > 0 && Source.Length > 0 ? KeyHash.Of(Source, Id) : KeyHash.Of(Topic, Source, Id, CloudEvent, CloudEvent.Length > 0 ? "" : Reason);
}
