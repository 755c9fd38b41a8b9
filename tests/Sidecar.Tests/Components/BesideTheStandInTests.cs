using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The whole component beside the stand-in: what it does when something goes wrong.</summary>
public sealed class BesideTheStandInTests
{
    private const string Bsn = "999993653";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_component_that_starts_before_its_sidecar_lives_and_becomes_ready_with_it()
    {
        await using var host = new StandInHost();
        await using var component = host.StartComponent();
        await component.PortAsync();

        Assert.Equal(200, await component.HealthAsync("/health/live"));
        Assert.Equal(503, await component.HealthAsync("/health/ready"));
        await host.Sidecar.StartAsync();
        host.Sidecar.AppListensOn(await component.PortAsync());
        await component.UntilReadyAsync();

        using var client = await component.ClientAsync();
        Assert.Equal(201, await client.CreateAsync("Laat", Bsn));
    }

    [Fact]
    public async Task A_sidecar_that_is_restarted_loses_nothing()
    {
        await using var host = new StandInHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();
        await client.CreateSurelyAsync("Ervoor", Bsn);

        await host.Sidecar.StopAsync();
        Assert.Equal(503, await client.CreateAsync("Zonder", Bsn, "een-sleutel"));
        await host.Sidecar.StartAsync();
        await component.UntilReadyAsync();
        await client.CreateSurelyAsync("Erna", Bsn);

        Assert.Equal(["Erna", "Ervoor"], (await client.ListAsync()).Except(["Zonder"]));
    }

    [Fact]
    public async Task While_the_store_is_down_the_component_lives_unready_and_answers_503_and_then_goes_on()
    {
        await using var host = new StandInHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();
        var created = await CreateManyAsync(client, 5);

        host.Store.Down = true;
        Assert.Equal(503, await client.CreateAsync("Zonder", Bsn));
        await Eventually.IsTrueAsync(async () => await component.HealthAsync("/health/ready") == 503, "it is not ready");
        Assert.Equal(200, await component.HealthAsync("/health/live"));
        host.Store.Down = false;
        await component.UntilReadyAsync();

        Assert.Equal(created, (await client.ListAsync()).Except(["Zonder"]));
        await client.CreateSurelyAsync("Erna", Bsn);
    }

    [Fact]
    public async Task Answers_that_are_lost_after_a_commit_lose_no_creation_and_make_none_twice()
    {
        await using var host = new StandInHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();
        host.Sidecar.Faults.Add(new Fault(FaultKind.CutAfter, "/transaction", Chance: 0.2));
        host.Sidecar.Faults.Add(new Fault(FaultKind.Close, "/state/", Chance: 0.05));
        host.Sidecar.Faults.Add(new Fault(FaultKind.Fail, "/state/", Chance: 0.05));

        var created = await CreateManyAsync(client, 60);

        Assert.True(host.Sidecar.Faults.Met > 0, "No request met a fault.");
        host.Sidecar.Faults.Clear();
        Assert.Equal(created, await client.ListAsync());
        Assert.Equal(created, await client.SearchAsync(Bsn));
    }

    [Fact]
    public async Task A_store_whose_transactions_are_not_atomic_is_refused_by_name()
    {
        await using var host = new StandInHost(StateStoreKind.Redis);
        await host.Sidecar.StartAsync();
        await using var component = host.StartComponent();

        var code = await component.EndAsync();

        Assert.Equal(1, code);
        await Eventually.IsTrueAsync(() => component.Output.Contains("'statestore' cannot be used", StringComparison.Ordinal), "the refusal is printed");
    }

    private static async Task<string[]> CreateManyAsync(AanvragenClient client, int count)
    {
        string[] subjects = [.. Enumerable.Range(100, count).Select(number => $"Aanvraag {number}")];
        await Parallel.ForEachAsync(subjects, Cancellation, async (subject, _) => await client.CreateSurelyAsync(subject, Bsn));
        return subjects;
    }
}
