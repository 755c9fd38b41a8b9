using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Counts what is refused to strangers.</summary>
internal sealed class AuditMetrics
{
    public const string MeterName = "CommonGround.Logging.Audit";

    private readonly Counter<long> _refusals;

    public AuditMetrics(IMeterFactory meters) =>
        _refusals = meters.Create(MeterName).CreateCounter<long>(
            "commonground.audit.refusals", "{request}", "Requests refused without a valid token or by the limit per client, by what the security log has of them.");

    /// <param name="line">Whether it has a line of its own; otherwise it is counted in one.</param>
    public void Refused(bool line) => _refusals.Add(1, new KeyValuePair<string, object?>("commonground.audit.line", line ? "own" : "counted"));
}
