using CommonGround.Platform.State;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform;

/// <summary>Lets readiness know of state, which is above it.</summary>
internal sealed class StateReadinessCheck(IStateReadiness state) : IReadinessCheck
{
    public string? Missing => state.Missing;
}
