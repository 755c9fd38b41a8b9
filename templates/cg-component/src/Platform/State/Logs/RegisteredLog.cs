using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>A log as the registration has it.</summary>
/// <param name="Id">Random; the log's numbers are at <c>_/{id}/0, 1, 2 …</c>.</param>
/// <param name="Owner">The replica that writes it.</param>
/// <param name="Format">The newest entry format in it.</param>
/// <param name="Consumers">Who takes its entries.</param>
internal sealed record RegisteredLog(string Id, string Owner, int Format, IReadOnlyList<string> Consumers)
{
    /// <summary>How many logs its owner had before it: clocks do not tell the order, since they may stand still or go back (commit-log 13).</summary>
    public int Turn { get; init; }

    /// <summary>The number that holds the log's end, once it has one.</summary>
    public long? End { get; init; }

    /// <summary>When it ended, by the clock of who ended it: archiving waits from then on (commit-log 11).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Numbers that the store lost; consumers and lists step over them (commit-log 9).</summary>
    public IReadOnlyList<long>? Lost { get; init; }

    /// <summary>Its progress keys, one per consumer: they are created in the same transaction as its registration (commit-log 7).</summary>
    public IEnumerable<StateOperation> ToProgress() =>
        Consumers.Select(name => StateOperation.Create(StateKeys.Progress(Id, name), Progress.Start.Write()));
}
