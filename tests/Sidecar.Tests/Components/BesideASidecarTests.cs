using CommonGround.Sidecar.Tests.Contracts.RealSidecar;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The whole component beside a real sidecar, on the app port that the sidecar was told (docs/testing-beside-a-sidecar.md).</summary>
[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class BesideASidecarTests
{
    private const string Bsn = "999993653";

    /// <summary>What a component needs to know of the sidecar, its own components and tokens.</summary>
    private static readonly string[] s_passedOn =
    [
        "DAPR_HTTP_PORT", "DAPR_HTTP_ENDPOINT", "DAPR_API_TOKEN", "APP_API_TOKEN", "Dapr__StateStore", "Dapr__PubSub", "Dapr__SecretStore",
    ];

    [Fact]
    public async Task What_is_created_is_listed_and_found_also_after_a_kill()
    {
        Assert.SkipWhen(SidecarVariables.Absent is not null, SidecarVariables.Absent ?? "");
        Assert.SkipWhen(SidecarVariables.Component is null, "CG_COMPONENT is not set: the app port is for the contracts of events and invocation.");
        await using var component = Start();
        await component.UntilReadyAsync();
        using var client = await component.ClientAsync();
        var run = Guid.NewGuid().ToString("N");
        string[] created = [.. Enumerable.Range(100, 50).Select(number => $"{run} {number}")];

        await Parallel.ForEachAsync(created, TestContext.Current.CancellationToken, async (subject, _) => await client.CreateSurelyAsync(subject, Bsn));
        component.Kill();
        await using var again = Start();
        await again.UntilReadyAsync();
        using var client2 = await again.ClientAsync();

        // Other runs may have left theirs in the same store.
        Assert.Equal(created, (await client2.ListAsync()).Where(subject => subject.StartsWith(run, StringComparison.Ordinal)));
    }

    private static ComponentProcess Start() => ComponentProcess.Start(
    [
        .. s_passedOn.Select(name => (name, SidecarVariables.Variable(name))).Where(setting => setting.Item2 is not null)
            .Select(setting => (setting.name, setting.Item2!)),
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{SidecarVariables.AppPort}"),
        ("Component__AppId", SidecarVariables.AppId),
    ]);
}
