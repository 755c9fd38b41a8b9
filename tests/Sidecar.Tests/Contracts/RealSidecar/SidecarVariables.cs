namespace CommonGround.Sidecar.Tests.Contracts.RealSidecar;

/// <summary>What the environment says of a sidecar beside the tests.</summary>
internal static class SidecarVariables
{
    /// <summary>Why there is none, or <see langword="null"/>.</summary>
    public static string? Absent => (Variable("DAPR_HTTP_PORT") ?? Variable("DAPR_HTTP_ENDPOINT")) is not null
        ? null
        : "There is no sidecar: DAPR_HTTP_PORT is not set. Run the tests beside one with 'dapr run' (docs/testing-beside-a-sidecar.md).";

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
