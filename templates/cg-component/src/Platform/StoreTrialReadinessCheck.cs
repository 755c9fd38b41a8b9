using CommonGround.Platform.State.Trial;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform;

/// <summary>Lets readiness know of the store's trial.</summary>
internal sealed class StoreTrialReadinessCheck(TrialVerdict verdict) : IReadinessCheck
{
    public string? Missing => verdict.Missing;
}
