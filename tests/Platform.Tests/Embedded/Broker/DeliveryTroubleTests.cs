using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Tests.State;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>Deliveries go on, whatever fails around one of them.</summary>
public sealed class DeliveryTroubleTests : IDisposable
{
    private const string Largest = "1048576";

    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_failure_that_nobody_foresaw()
    {
        var time = new FailingTime();
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync(receiver, time, null);

        time.Fail();
        await Eventually.TrueAsync(() => time.HasFailed && host.Log.Errors.Any());
        await host.PublishAsync("meldingen", "1");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1"], receiver.Ids("meldingen"));
        Assert.Contains(host.Log.Errors, line => line.Contains("Events are not delivered for now. De klok staat stil.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_delivery_that_could_not_even_be_logged()
    {
        var log = new FailingLog("did not succeed");
        var tries = 0;
        var receiver = new TestReceiver(TestReceiver.Meldingen)
        {
            Answer = (_, _) => Task.FromResult(Interlocked.Increment(ref tries) == 1 ? DeliveryOutcome.Retry : DeliveryOutcome.Success),
        };
        await using var host = await StartAsync(receiver, null, log, ("Embedded:Events:AtOnce", "1"), ("Embedded:Events:DeliveryTimeout", "00:00:00.1"));

        await host.PublishAsync("meldingen", "1", "2");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1", "1", "2"], receiver.Ids("meldingen").Order());
        Assert.Contains(host.Log.Errors, line => line.Contains("was not settled; it comes again when its lease ends", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beside_a_dead_letter_that_does_not_fit()
    {
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters)
        {
            Answer = async (cloudEvent, _) =>
            {
                await full.Task;
                return cloudEvent.Contains("\"id\":\"0\"", StringComparison.Ordinal) ? DeliveryOutcome.Drop : DeliveryOutcome.Success;
            },
        };
        await (await EventHost.StartAsync(_folder.StateFile, "weg", new TestReceiver(TestReceiver.Meldingen))).DisposeAsync();
        await using var host = await StartAsync(receiver, null, null, ("Embedded:LargestFile", Largest), ("Embedded:Events:AtOnce", "64"));

        var taken = await FillAsync(host);
        full.SetResult();
        await Eventually.TrueAsync(() => Deliveries("a") == 1);
        Assert.Equal(taken, receiver.Ids("meldingen").Distinct().Count());
        Assert.Empty(receiver.Ids("meldingen-dead"));

        await using var later = await EventHost.StartAsync(_folder.StateFile, "weg", new TestReceiver(TestReceiver.Meldingen));
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));
        Assert.Equal(["0"], receiver.Ids("meldingen-dead"));
    }

    /// <summary>The first delivery ends and its place is taken at once: with this poll interval a missed word would be noticed.</summary>
    [Fact]
    public async Task One_after_the_other_without_waiting_for_the_poll()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        string[] ids = [.. Enumerable.Range(0, 100).Select(n => $"{n}")];
        await using var host = await StartAsync(
            receiver, null, null, ("Embedded:Events:AtOnce", "1"), ("Embedded:Events:PollInterval", "00:01:00"));

        await host.PublishAsync("meldingen", ids);
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(ids.Order(), receiver.Ids("meldingen").Order());
    }

    /// <summary>Had each writer a gate of its own, they would meet in SQLite, where they sleep and try again.</summary>
    [Fact]
    public async Task While_the_state_is_written_in_turn_with_them()
    {
        await using var host = await StartAsync(new TestReceiver(TestReceiver.Meldingen), null, null);
        var store = host.Services.GetRequiredService<IStateStore>();
        Assert.True(await store.TransactAsync([StateOperation.Write("a", "0")], Cancel));
        var hasTurn = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        var writing = host.Services.GetRequiredService<SqliteFile>().WriteAsync(
            () =>
            {
                hasTurn.SetResult();
                goOn.Wait(Cancel);
                return true;
            },
            Cancel);
        await hasTurn.Task;

        var state = store.TransactAsync([StateOperation.Write("a", "1")], Cancel);
        var events = host.PublishAsync("meldingen", "1");

        // The file itself is free: who does not wait for the turn is done by then.
        var first = await Task.WhenAny(state, events, Task.Delay(TimeSpan.FromMilliseconds(300), Cancel));
        goOn.Set();

        Assert.False(first == state || first == events, "Somebody wrote out of turn.");
        Assert.True(await writing);
        Assert.True(await state);
        Assert.Empty(await events);
    }

    private static async Task<int> FillAsync(EventHost host)
    {
        for (var taken = 0; ; taken++)
        {
            try
            {
                await host.Broker.PublishAsync("meldingen", [new($"{taken}", EventHost.Event($"{taken}", new string('a', 60_000)), null)], Cancel);
            }
            catch (EventBrokerException)
            {
                return taken;
            }
        }
    }

    private long Deliveries(string app)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM delivery WHERE app = '{app}'";
        return (long)command.ExecuteScalar()!;
    }

    private Task<EventHost> StartAsync(IEventReceiver receiver, TimeProvider? time, ILoggerProvider? log, params (string Name, string Value)[] settings) =>
        EventHost.StartAsync(
            _folder.StateFile, "a", receiver, time, log,
            [("Embedded:Events:FirstPause", "00:00:00.01"), ("Embedded:Events:LongestPause", "00:00:00.05"), .. settings]);

    /// <summary>A clock that throws once when it is told to.</summary>
    private sealed class FailingTime : TimeProvider
    {
        private int _failures;

        public bool HasFailed => Volatile.Read(ref _failures) == 2;

        public void Fail() => Volatile.Write(ref _failures, 1);

        public override DateTimeOffset GetUtcNow() =>
            Interlocked.CompareExchange(ref _failures, 2, 1) == 1 ? throw new InvalidOperationException("De klok staat stil.") : base.GetUtcNow();
    }

    /// <summary>A log that throws at the first line with these words.</summary>
    private sealed class FailingLog(string words) : ILoggerProvider, ILogger
    {
        private int _failures;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(words, StringComparison.Ordinal) && Interlocked.Increment(ref _failures) <= 2)
            {
                throw new InvalidOperationException("De log is vol.");
            }
        }

        public void Dispose()
        {
        }
    }
}
