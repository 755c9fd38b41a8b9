namespace CommonGround.Platform.State.Verification;

/// <summary>What a verification of all logs came to (commit-log 16).</summary>
public sealed record LogVerificationResult
{
    /// <summary>How many logs were looked at.</summary>
    public long Logs { get; init; }

    /// <summary>How many numbers of logs were found whole: entries, voids and ends.</summary>
    public long Numbers { get; init; }

    /// <summary>How many blocks of archived logs were found whole, those that expired included.</summary>
    public long Blocks { get; init; }

    /// <summary>How many processing lines and audit lines were found whole, in entries and in blocks.</summary>
    public long Lines { get; init; }

    /// <summary>How many heads from outside agree with what is there.</summary>
    public long Heads { get; init; }

    /// <summary>
    /// How many heads are of numbers that were archived meanwhile. Of those it was only seen that the log goes on beyond them.
    /// </summary>
    public long ArchivedHeads { get; init; }

    /// <summary>The first fault of each chain that has one.</summary>
    public IReadOnlyList<LogFault> Faults { get; init; } = [];

    /// <summary>What is no fault, and to be known: numbers that the store lost, as the log's end says.</summary>
    public IReadOnlyList<LogFault> Remarks { get; init; } = [];

    /// <summary>Whether everything was found as it was written.</summary>
    public bool IsWhole => Faults.Count == 0;

    /// <summary>Both together.</summary>
    internal LogVerificationResult With(LogVerificationResult other) => new()
    {
        Logs = Logs + other.Logs,
        Numbers = Numbers + other.Numbers,
        Blocks = Blocks + other.Blocks,
        Lines = Lines + other.Lines,
        Heads = Heads + other.Heads,
        ArchivedHeads = ArchivedHeads + other.ArchivedHeads,
        Faults = [.. Faults, .. other.Faults],
        Remarks = [.. Remarks, .. other.Remarks],
    };
}
