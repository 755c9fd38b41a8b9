using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Consuming;

/// <summary>What a consumer takes next: entries and voids of one log, in order.</summary>
/// <param name="Log">Which log.</param>
/// <param name="From">Where the consumer stands: it did a part of the first entry already where that says so.</param>
/// <param name="Entries">From <see cref="IConsumer.NextOf"/> on; none where the consumer reads no more for now. Numbers that the store lost are not among them (commit-log 9).</param>
internal sealed record Batch(RegisteredLog Log, Progress From, IReadOnlyList<NumberedEntry> Entries)
{
    /// <summary>Where a consumer stands that took all of it.</summary>
    public Progress End => new(Entries[^1].Number + 1, 0);
}
