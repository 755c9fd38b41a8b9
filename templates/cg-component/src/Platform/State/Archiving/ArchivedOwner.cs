namespace CommonGround.Platform.State.Archiving;

/// <summary>What an owner has in the blocks of a log: it stays when they have expired, and shows where one is missing (commit-log 16).</summary>
/// <param name="Owner">A tenant's OIN, or the organization.</param>
/// <param name="First">The first number of the stretch of its first block.</param>
/// <param name="Last">The first number of the stretch of its last block.</param>
/// <param name="Mac">The HMAC of its last block.</param>
internal sealed record ArchivedOwner(string Owner, long First, long Last, string Mac)
{
    /// <summary>How many blocks it has.</summary>
    public int Blocks { get; init; }

    /// <summary>How many processing lines there are or were.</summary>
    public long Processing { get; init; }

    /// <summary>How many audit lines there are or were.</summary>
    public long Audit { get; init; }
}
