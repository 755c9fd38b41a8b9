using System.Security.Cryptography;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Delivery to a Logboek: at least once, acknowledged or not written, and never in the way of a commit (LDV-11, LDV-12).</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly FaultyStore _store = new();
    private readonly LogCapture _log = new();

    private string Log => Assert.Single(_store.Registered().Logs).Id;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Lines_arrive_and_the_progress_says_so()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        await using var host = await StartAsync(logboek);

        await CommitAsync(host, 0, 3);
        await CommitAsync(host, 3, 2);

        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "logboek") == new Progress(2, 0));
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

        await using var host = await DeliveryHost.StartAsync(_store, Capture, ("Logboek:Endpoint", $"http://127.0.0.1:{port}"));
        for (var i = 0; i < 20; i++)
        {
            await CommitAsync(host, i, 1);
        }

        await host.CreateAsync(new Request("een"));
        await Eventually.TrueAsync(() => Logged("Warning", "cannot be reached"));
        Assert.Equal(Progress.Start, _store.ProgressOf(Log, "logboek"));

        await using var logboek = await LogboekCollector.StartAsync(port);
        await Eventually.TrueAsync(() => logboek.Written.Count == 20);
        Assert.Equal(Names(0, 20), logboek.Written.Select(span => span.Name));
    }

    public static TheoryData<string> Unacknowledged => ["500", "503", "401", "404", "302", "204", "200 html", "200 garbage", "200 without type"];

    [Theory]
    [MemberData(nameof(Unacknowledged))]
    public async Task Whatever_is_no_acknowledgement_counts_as_not_written(string answer)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = answer switch
        {
            "200 html" => LogboekCollector.Body("text/html", "<html>"u8.ToArray()),
            "200 garbage" => LogboekCollector.Body("application/x-protobuf", "<html>"u8.ToArray()),
            "200 without type" => LogboekCollector.Status(200),
            _ => LogboekCollector.Status(int.Parse(answer, null)),
        };
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 3);
        await Eventually.TrueAsync(() => logboek.Calls.Count >= 3);
        Assert.Equal(Progress.Start, _store.ProgressOf(Log, "logboek"));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "logboek") == new Progress(1, 0));

        Assert.Equal(Names(0, 3), logboek.Written.Select(span => span.Name));
        Assert.True(Logged("Warning", "3 processing lines were not acknowledged by 'logboek'"));
    }

    [Fact]
    public async Task What_does_not_answer_in_time_counts_as_not_written()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = async (context, _) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        await using var host = await StartAsync(logboek, ("Logboek:Timeout", "00:00:00.1"));
        await CommitAsync(host, 0, 1);
        await Eventually.TrueAsync(() => Logged("Warning", "did not answer within 00:00:00.1000000 (Logboek:Timeout)"));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => logboek.Written.Count == 1);
    }

    [Fact]
    public async Task Lines_that_are_refused_are_found_named_and_kept_while_the_others_go()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Refuses = span => span.Name is "regel 3" or "regel 4";
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 10);
        await CommitAsync(host, 10, 2);

        await Eventually.TrueAsync(() => logboek.Written.Select(span => span.Name).Distinct().Count() == 10);
        Assert.Equal([.. Names(0, 3), .. Names(5, 7)], logboek.Written.Select(span => span.Name).Distinct().OrderBy(name => int.Parse(name[6..], null)));
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "logboek") == new Progress(0, 3));
        Assert.True(Logged("Error", $"{DeliveryHost.Line(3).TraceId}/{DeliveryHost.Line(3).SpanId}"));
        Assert.True(Logged("Error", "It says: no"));

        logboek.Refuses = _ => false;
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "logboek") == new Progress(2, 0));
        Assert.Equal(12, logboek.Written.Select(span => span.SpanId).Distinct().Count());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public async Task A_line_that_makes_its_whole_call_fail_is_found_and_the_others_go(int status)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = (context, spans) =>
            spans.Any(span => span.Name == "regel 3") ? LogboekCollector.Status(status)(context, spans) : Task.FromResult(false);
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 30);

        await Eventually.TrueAsync(() => logboek.Written.Count == 29 && _store.ProgressOf(Log, "logboek") == new Progress(0, 3));
        Assert.True(Logged("Error", $"{DeliveryHost.Line(3).TraceId}/{DeliveryHost.Line(3).SpanId}. It says: It answered {status}."));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => logboek.Written.Count == 30);
    }

    [Fact]
    public async Task A_Logboek_that_answers_400_to_everything_is_not_asked_for_each_line()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(400);
        await using var host = await StartAsync(logboek, ("Logboek:FirstPause", "00:01:00"), ("Logboek:LongestPause", "00:01:00"));
        await CommitAsync(host, 0, 256);

        await Eventually.TrueAsync(() => Logged("Warning", "It took none of 2 lines that went alone"));
        Assert.Equal([256, 128, 64, 32, 16, 8, 4, 2, 1, 1], logboek.Calls);
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
        _store.OnTransact = operations =>
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
        Assert.Equal(new Progress(40, 0), _store.ProgressOf(Log, "logboek"));
    }

    [Fact]
    public async Task A_Logboek_that_asks_to_be_left_alone_is_not_called_before_nor_at_the_stop()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(429, "3600");
        await using var host = await StartAsync(logboek, ("State:StopTimeout", "00:01:00"));
        await CommitAsync(host, 0, 1);
        await Eventually.TrueAsync(() => Logged("Warning", "It answered 429."));
        for (var i = 1; i < 20; i++)
        {
            await CommitAsync(host, i, 1);
        }

        await host.StopAsync();

        Assert.Single(logboek.Calls);
    }

    [Fact]
    public async Task A_line_that_cannot_be_opened_waits_and_the_others_go()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        var opened = 0;
        var keys = new AlteredKeys(place => place.EndsWith("/_line/processing", StringComparison.Ordinal) && ++opened % 3 == 1
            ? new CryptographicException("The key is not at hand.")
            : null);
        await using var host = await DeliveryHost.StartAsync(
            _store,
            services =>
            {
                Capture(services);
                services.AddSingleton<ITenantKeys>(keys);
            },
            ("Logboek:Endpoint", $"{logboek.Endpoint}"), ("Logboek:FirstPause", "00:01:00"), ("Logboek:LongestPause", "00:01:00"));
        await CommitAsync(host, 0, 3);

        await Eventually.TrueAsync(() => logboek.Written.Count == 2);
        Assert.True(Logged("Error", "Line 0 of entry 0 cannot be opened for 'logboek'; it is kept and tried again"));
        Assert.Equal(Progress.Start, _store.ProgressOf(Log, "logboek"));
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

    private Task<StateHost> StartAsync(LogboekCollector logboek, params (string Name, string Value)[] settings) =>
        DeliveryHost.StartAsync(_store, Capture, [("Logboek:Endpoint", $"{logboek.Endpoint}"), .. settings]);

    private void Capture(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(_log);

    private bool Logged(string level, string text) =>
        _log.Entries.Any(entry => entry.StartsWith($"{level} {typeof(LineSender).FullName}", StringComparison.Ordinal) && entry.Contains(text, StringComparison.Ordinal));

    private static Task CommitAsync(StateHost host, int first, int count) =>
        host.CommitAsync(Tenants.One, Enumerable.Range(first, count).Select(i => DeliveryHost.Line(i)));

    private static IEnumerable<string> Names(int first, int count) => Enumerable.Range(first, count).Select(i => $"regel {i}");
}
