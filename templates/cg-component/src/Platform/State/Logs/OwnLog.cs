namespace CommonGround.Platform.State.Logs;

/// <summary>The log that this replica writes: where its next transaction goes. Only the committer uses it.</summary>
internal sealed class OwnLog(RegisteredLog log, IReadOnlySet<int> keyNumbers)
{
    public RegisteredLog Registered => log;

    public string Id => log.Id;

    public long Next { get; private set; }

    /// <summary>The key numbers that the registration named when it was last written (commit-log 15).</summary>
    public IReadOnlySet<int> KeyNumbers { get; set; } = keyNumbers;

    /// <summary>A number is spent, by a transaction that landed or by a void.</summary>
    public void Spend() => Next++;
}
