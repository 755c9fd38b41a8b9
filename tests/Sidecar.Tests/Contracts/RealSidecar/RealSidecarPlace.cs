namespace CommonGround.Sidecar.Tests.Contracts.RealSidecar;

/// <summary>The HTTP client beside the sidecar that runs beside the tests, where there is one (docs/testing-beside-a-sidecar.md).</summary>
public sealed class RealSidecarPlace : Place
{
    public override string? Absent => SidecarVariables.Absent;

    /// <summary>MySQL may be what stands behind it.</summary>
    public override bool CreatesWhereExpired => SidecarVariables.Variable("CG_TEST_STORE") != "mysql";

    public override string AppId => SidecarVariables.AppId;

    public override string? Unreachable => SidecarVariables.Component is null
        ? null
        : "CG_COMPONENT is set: the component that it names has the app port, and the sidecar's subscriptions. Run once more without it.";

    /// <summary>Deliveries that fail are tried again as the sidecar's Resiliency says.</summary>
    public override TimeSpan Patience => TimeSpan.FromMinutes(3);

    protected override int Port => Unreachable is null ? SidecarVariables.AppPort : 0;

    public override Task PassAsync(TimeSpan time) => Task.Delay(time + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

    protected override Task<IEnumerable<(string Name, string? Value)>> SettingsAsync() => Task.FromResult(
        SidecarVariables.PassedOn.Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
}
