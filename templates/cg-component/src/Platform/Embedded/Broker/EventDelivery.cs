using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>
/// Delivers the events of this component, several at once, from when all of it has started until it stops. What ended meanwhile and what
/// begins share a transaction, so that many deliveries cost few waits for the disk.
/// </summary>
internal sealed partial class EventDelivery(
    BrokerFile file,
    DeliveryHandling handling,
    Retention retention,
    Wake wake,
    IOptions<EmbeddedOptions> embedded,
    IOptions<EmbeddedEventOptions> options,
    TimeProvider time,
    ILogger<EventDelivery> logger) : IHostedLifecycleService, IServesOnly, IDisposable
{
    private readonly byte[] _topics = Topics.Json(handling.Subscriptions.Keys);
    private readonly ConcurrentQueue<Settled> _ended = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _delivering = Task.CompletedTask;

    /// <summary>Before anything publishes: an event is kept for those who had subscribed by then.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.TransactAsync(Subscribe, cancellationToken);
        }
        catch (EventBrokerException unusable)
        {
            throw new StartupRefusedException(unusable.Message, unusable);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (handling.Subscriptions.Count > 0)
        {
            _delivering = Task.Run(DeliverAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Before the rest stops, which the handlers need. What they did not finish is delivered again by the next process.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _delivering.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private bool Subscribe(BrokerConnection connection)
    {
        connection.Publishing.Subscribe(embedded.Value.AppId, handling.Subscriptions.Keys);
        return true;
    }

    private async Task DeliverAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (!await TryTurnAsync(() => options.Value.AtOnce - _running.Count))
            {
                await wake.WaitAsync(options.Value.PollInterval, time, _stopping.Token);
            }
        }

        await Task.WhenAll(_running);
        await TryTurnAsync(static () => 0);
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> TryTurnAsync(Func<int> free)
    {
        _running.RemoveAll(handled => handled.IsCompleted);
        List<Settled> ended = [];
        while (_ended.TryDequeue(out var one))
        {
            ended.Add(one);
        }

        try
        {
            var begun = await TurnAsync(ended, free());
            begun.ForEach(delivery => _running.Add(Task.Run(() => HandleAsync(delivery))));
            return begun.Count > 0;
        }
        catch (EventBrokerException trouble)
        {
            ended.ForEach(_ended.Enqueue);
            Log.Failed(logger, trouble.Message, trouble);
            await Task.Delay(options.Value.FirstPause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    private async Task<List<Delivery>> TurnAsync(List<Settled> ended, int free)
    {
        var isDue = free > 0 && await file.ReadAsync(connection => connection.Deliveries.Next(_topics), CancellationToken.None) <= Now();
        return isDue || ended.Count > 0
            ? await file.TransactAsync(connection => Turn(connection, ended, free), CancellationToken.None)
            : [];
    }

    private List<Delivery> Turn(BrokerConnection connection, List<Settled> ended, int free)
    {
        foreach (var one in ended.Where(connection.Deliveries.Settle))
        {
            if (one.DeadLetterTopic is { } topic && !connection.Publishing.Publish(topic, one.Delivery.Content, one.Delivery.Trace, Now()))
            {
                Log.Unheard(logger, topic);
            }
        }

        retention.Apply(connection);
        return free > 0 ? connection.Deliveries.Lease(_topics, free, Now(), options.Value.Lease) : [];
    }

    private async Task HandleAsync(Delivery delivery)
    {
        _ended.Enqueue(await handling.HandleAsync(delivery, _stopping.Token));
        wake.Set();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Events are not delivered for now. {Explanation}")]
        public static partial void Failed(ILogger logger, string explanation, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "An event is gone: nobody listens to its dead-letter topic {Topic}")]
        public static partial void Unheard(ILogger logger, string topic);
    }
}
