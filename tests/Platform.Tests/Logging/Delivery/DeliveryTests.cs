using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Delivery to a Logboek: at least once, and never in the way of a commit (LDV-12).</summary>
public sealed class DeliveryTests : DeliveryTest
{
    [Fact]
    public async Task Lines_arrive_and_the_progress_says_so()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        await using var host = await StartAsync(logboek);

        await CommitAsync(host, 0, 3);
        await CommitAsync(host, 3, 2);

        await Eventually.TrueAsync(() => Store.ProgressOf(Log, "logboek") == new Progress(2, 0));
        Assert.Equal(Names(0, 5), logboek.Written.Select(span => span.Name));
        var (path, headers) = logboek.Heads.First();
        Assert.Equal(("/v1/traces", "application/x-protobuf"), (path, headers.ContentType.ToString()));
        Assert.Equal(0, headers.Authorization.Count);
    }

    [Fact]
    public async Task A_Logboek_that_is_away_for_a_while_loses_nothing_and_is_in_nobodys_way()
    {
        int port;
        await using (var before = await LogboekCollector.StartAsync())
        {
            port = before.Endpoint.Port;
        }

        await using var host = await DeliveryHost.StartAsync(Store, Capture, ("Logboek:Endpoint", $"http://127.0.0.1:{port}"));
        for (var i = 0; i < 20; i++)
        {
            await CommitAsync(host, i, 1);
        }

        await host.CreateAsync(new Request("een"));
        await Eventually.TrueAsync(() => Logged("Warning", "cannot be reached"));
        Assert.Equal(Progress.Start, Store.ProgressOf(Log, "logboek"));

        await using var logboek = await LogboekCollector.StartAsync(port);
        await Eventually.TrueAsync(() => logboek.Written.Count == 20);
        Assert.Equal(Names(0, 20), logboek.Written.Select(span => span.Name));
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_progress_stands()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(503);
        await using (var crashed = await StartAsync(logboek))
        {
            await CommitAsync(crashed, 0, 5);
            await crashed.KillAsync();
        }

        var log = Log;
        logboek.Answers = (_, _) => Task.FromResult(false);
        await using var host = await StartAsync(logboek, DeliveryHost.LooksOften);
        await host.DrainAsync(log);
        await CommitAsync(host, 5, 1);

        await Eventually.TrueAsync(() => logboek.Written.Count == 6);
        Assert.Equal(Names(0, 6), logboek.Written.Select(span => span.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_gathers_costs_one_note_of_the_progress_and_leaves_before_a_clean_stop()
    {
        var notes = 0;
        Store.OnTransact = operations =>
        {
            notes += operations.Any(operation => operation.Key.EndsWith("/progress/logboek", StringComparison.Ordinal) && operation.ETag is not null) ? 1 : 0;
            return Fault.None;
        };
        await using var logboek = await LogboekCollector.StartAsync();
        await using var host = await StartAsync(logboek, ("Logboek:Gather", "00:01:00"), ("State:HeartbeatInterval", "00:01:00"), ("State:HeartbeatLife", "00:10:00"), ("State:StopTimeout", "00:01:00"));
        for (var i = 0; i < 40; i++)
        {
            await CommitAsync(host, i, 1);
        }

        Assert.Empty(logboek.Calls);
        await host.StopAsync();

        Assert.Equal([40], logboek.Calls);
        Assert.Equal(1, notes);
        Assert.Equal(new Progress(40, 0), Store.ProgressOf(Log, "logboek"));
    }

    [Fact]
    public async Task A_large_backlog_goes_in_calls_of_the_size_that_is_set()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        await using var host = await StartAsync(logboek, ("Logboek:BatchLines", "50"), ("Logboek:Gzip", "true"));
        await CommitAsync(host, 0, 120);

        await Eventually.TrueAsync(() => logboek.Written.Count == 120);
        Assert.Equal([50, 50, 20], logboek.Calls);
        Assert.Equal("gzip", logboek.Heads.First().Headers.ContentEncoding);
    }

    [Fact]
    public async Task Delivered_refused_failed_and_waiting_lines_are_measured()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Refuses = span => span.Name == "regel 0";
        await using var host = await StartAsync(logboek);
        using var instruments = new Instruments(host);
        await CommitAsync(host, 0, 4);

        await Eventually.TrueAsync(() => instruments.Measured("commonground.logboek.delivered{logboek}").Sum() >= 3);
        await Eventually.TrueAsync(() => instruments.TryObserve("commonground.logboek.waiting{logboek}") is 1);
        Assert.InRange(instruments.Observe("commonground.logboek.oldest{logboek}"), 1, double.MaxValue);
        Assert.NotEmpty(instruments.Measured("commonground.logboek.refused{logboek}"));

        logboek.Answers = LogboekCollector.Status(500);
        await Eventually.TrueAsync(() => instruments.Measured("commonground.logboek.failures{logboek}").Count > 0);
        (logboek.Answers, logboek.Refuses) = ((_, _) => Task.FromResult(false), _ => false);
        await Eventually.TrueAsync(() => instruments.TryObserve("commonground.logboek.waiting{logboek}") is 0);
        Assert.Equal(0, instruments.Observe("commonground.logboek.oldest{logboek}"));
    }
}
