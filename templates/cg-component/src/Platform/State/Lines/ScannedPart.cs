using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Lines;

/// <summary>A part of a log that was read through: at most as many lines as some numbers or one block have.</summary>
/// <param name="Log">The log's id.</param>
internal sealed record ScannedPart(string Log)
{
    /// <summary>Of a block the first number of its stretch.</summary>
    public long First { get; init; } = long.MaxValue;

    /// <summary>What there is of the scope, in order.</summary>
    public IReadOnlyList<PlacedLine> Lines { get; init; } = [];

    /// <summary>What is gone, or is not what was written there.</summary>
    public IReadOnlyList<LogFault> Faults { get; init; } = [];

    /// <summary>Where the lines of the scope have expired, what the owner had there.</summary>
    public ArchivedOwner? Expired { get; init; }

    /// <summary>When the log ended, where it is <see cref="Expired"/>.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public static ScannedPart Of(LogFault fault) => new(fault.Log) { Faults = [fault] };
}
