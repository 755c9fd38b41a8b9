using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

public sealed class ConsumerBacklogTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task What_a_consumer_that_is_down_has_not_taken_is_its_backlog_and_nobody_elses()
    {
        var down = new TestConsumer("stuk") { IsDown = _ => true };
        var well = new TestConsumer("proef");
        await using var host = await StateHost.StartAsync(_store, [down, well]);
        using var instruments = new Instruments(host);
        for (var i = 0; i < 5; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Eventually.TrueAsync(() => Backlog(instruments, "stuk") == 5);
        await Eventually.TrueAsync(() => well.Seen.Distinct().Count() == 5);
        await Eventually.TrueAsync(() => Backlog(instruments, "proef") == 0);

        down.IsDown = _ => false;
        await Eventually.TrueAsync(() => Backlog(instruments, "stuk") == 0);
    }

    [Fact]
    public async Task The_backlog_of_an_ended_log_goes_when_another_replica_took_it()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        var log = await store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(store);
        using var instruments = new Instruments(host);
        store.OnTransact = operations => operations.Any(o => o.Key == StateKeys.Progress(log, "index")) ? Fault.NotLanded : Fault.None;
        await time.PassUntilAsync(() => Backlog(instruments, "index") == 3);

        // The other replica moved it to its drained document.
        store.Write(StateKeys.Registration, new Registration([1], []).ToOperation(null).Value!);

        await time.PassUntilAsync(() => Backlog(instruments, "index") == 0);
    }

    private static double Backlog(Instruments instruments, string consumer) =>
        instruments.TryObserve($"commonground.state.consumer.backlog{{{consumer}}}") ?? -1;
}
