using CommonGround.Sidecar.Tests.Contracts.RealSidecar;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The sidecar that runs beside the tests, and the component on the app port that it was told.</summary>
internal sealed class RealSidecarHost : ComponentHost
{
    protected override Uri SidecarAddress => new(SidecarVariables.Variable("DAPR_HTTP_ENDPOINT") ?? $"http://127.0.0.1:{SidecarVariables.Variable("DAPR_HTTP_PORT")}");

    protected override string? SidecarToken => SidecarVariables.Variable("DAPR_API_TOKEN");

    protected override string BrokerName => SidecarVariables.Variable("Dapr__PubSub") ?? base.BrokerName;

    public override async Task<ComponentProcess> StartAsync()
    {
        var component = ComponentProcess.Start(Run(isServer: true));
        await component.UntilReadyAsync();
        return component;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override ComponentRun Run(bool isServer) => DevelopmentRun.With(
    [
        .. SidecarVariables.PassedOn, ("Component__AppId", SidecarVariables.AppId),
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{(isServer ? SidecarVariables.AppPort : 0)}"),
    ]);
}
