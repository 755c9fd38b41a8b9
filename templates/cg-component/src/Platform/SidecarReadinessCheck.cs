using CommonGround.Platform.Dapr;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform;

/// <summary>Lets readiness know of the sidecar, which is below it.</summary>
internal sealed class SidecarReadinessCheck(SidecarReadiness sidecar) : IReadinessCheck
{
    public string? Missing => sidecar.Missing;
}
