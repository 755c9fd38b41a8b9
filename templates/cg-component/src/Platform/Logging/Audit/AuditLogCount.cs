namespace CommonGround.Platform.Logging.Audit;

/// <summary>What came of a reading of the security log, as far as it came.</summary>
internal sealed class AuditLogCount
{
    /// <summary>How many lines were shown.</summary>
    public long Shown { get; set; }

    /// <summary>How many things could not be read.</summary>
    public long Faults { get; set; }
}
