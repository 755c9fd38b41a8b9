using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;
using CommonGround.Sidecar.Tests.StandIn;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>What the whole component publishes beside the stand-in, heard by another component on the same broker.</summary>
public sealed class EventsBesideTheStandInTests : IAsyncLifetime
{
    private const string Bsn = "999993653";

    private readonly StandInHost _host = new(StateStoreKind.PostgreSql, PubSubKind.Redis);
    private Listener _listener = null!;
    private StandInSidecar _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = await Listener.StartAsync(topic: "aanvragen");
        _other = await StandInSidecar.StartAsync(new SidecarOptions { AppId = "luisteraar", AppPort = _listener.Port, PubSubs = [_host.Broker] });
        await Eventually.IsTrueAsync(() => _other.Subscriptions > 0, "the other component subscribes");
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _listener.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_is_created_while_the_broker_is_down_is_published_when_it_is_back()
    {
        await using var component = await _host.StartAsync();
        using var client = await component.ClientAsync();
        await CreateAsync(client, 5);

        _host.Broker.Down = true;
        await CreateAsync(client, 10);
        _host.Broker.Down = false;

        await HeardAsync(15);
    }

    [Fact]
    public async Task What_a_killed_component_had_committed_is_published_by_the_next()
    {
        await using (var component = await _host.StartAsync())
        {
            using var client = await component.ClientAsync();
            _host.Broker.Down = true;
            await CreateAsync(client, 10);
            component.Kill();
        }

        _host.Broker.Down = false;
        await using var again = _host.StartComponent();
        _host.Sidecar.AppListensOn(await again.PortAsync());

        await HeardAsync(10, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Publishing_that_fails_or_whose_answer_is_lost_loses_nothing()
    {
        await using var component = await _host.StartAsync();
        using var client = await component.ClientAsync();
        _host.Sidecar.Faults.Add(new Fault(FaultKind.CutAfter, "/publish/", Times: 3));
        _host.Sidecar.Faults.Add(new Fault(FaultKind.Fail, "/publish/", Times: 3));
        var refused = 0;
        _host.Broker.Refuses = _ => Interlocked.Increment(ref refused) <= 5;

        await CreateAsync(client, 30);

        await HeardAsync(30);
        Assert.True(_host.Sidecar.Faults.Met > 0 && refused > 0, "Nothing went wrong.");
    }

    private static Task CreateAsync(AanvragenClient client, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), Cancellation, async (number, _) => await client.CreateSurelyAsync($"Aanvraag {number}", Bsn));

    private Task HeardAsync(int count, TimeSpan? limit = null) => Eventually.IsTrueAsync(
        () => _listener.Events.Distinct(StringComparer.Ordinal).Count() == count, $"{count} events are heard", limit);
}
