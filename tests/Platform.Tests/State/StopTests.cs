using CommonGround.Platform.State;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>A clean stop commits what waits (HAV-09).</summary>
public sealed class StopTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task What_waits_when_a_component_is_stopped_is_committed_and_answered()
    {
        await using (var host = await StateHost.StartAsync(_store, null, ("StopTimeout", "00:01:00")))
        {
            using var gate = new CommitGate(_store);
            var first = host.CreateAsync(new Request("eerst"));
            await gate.Reached;
            var waiting = Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"{i}"))).ToList();
            await CommitGate.WaitForQueueAsync(host, 10);

            var stop = host.StopAsync();
            gate.Open();

            await stop;
            await Task.WhenAll([first, .. waiting]);
        }

        await using var next = await StateHost.StartAsync(_store);
        Assert.Equal(11, (await next.ListAsync()).Count);
    }

    [Fact]
    public async Task A_committer_that_a_fault_ended_makes_unready_and_leaves_its_log_to_be_ended()
    {
        await using var host = await StartWithFaultAsync();
        await Eventually.TrueAsync(() => host.Readiness.Missing is null);
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!;

        await EndCommitterAsync(host);

        Assert.False(host.Get<Heartbeat>().BeatsFor(log.Id));
        await Eventually.TrueAsync(
            () => host.Readiness.Missing == "The committer has ended: nothing is committed before the component starts again.");
    }

    [Fact]
    public async Task A_committer_that_a_fault_ended_does_not_hinder_the_stop()
    {
        await using var host = await StartWithFaultAsync();
        await host.CreateAsync(new Request("een"));
        await EndCommitterAsync(host);
        var waiting = host.CreateAsync(new Request("twee"));
        await CommitGate.WaitForQueueAsync(host, 1);

        await host.StopAsync();

        await Assert.ThrowsAsync<StateUnavailableException>(() => waiting);
        // It beats no more for any log.
        await host.Get<Heartbeat>().StartAsync("log", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => !_store.Dump().ContainsKey(StateKeys.Heartbeat("log")));
    }

    [Fact]
    public async Task A_stop_after_what_it_had_was_disposed_returns()
    {
        var host = await StateHost.StartAsync(_store);
        var service = host.Get<IHostedService>();
        await host.DisposeAsync();

        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private Task<StateHost> StartWithFaultAsync() => StateHost.StartAsync(
        _store, services => services.AddSingleton<ILogger<Committer>>(new ThrowingLogger<Committer>()), null,
        ("HeartbeatInterval", "00:00:00.1"), ("HeartbeatLife", "00:00:01"));

    private async Task EndCommitterAsync(StateHost host)
    {
        _store.Write(StateKeys.Entry(host.Get<CurrentLog>().Log!.Id, 1), "not an entry");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => host.CreateAsync(new Request("onbekend")));
    }
}
