using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Delivers the events of this component, several at once, from when all of it has started until it stops.</summary>
internal sealed partial class EventDelivery(
    DeliveryTurns turns,
    DeliveryHandling handling,
    Wake wake,
    IOptions<EmbeddedEventOptions> options,
    TimeProvider time,
    ILogger<EventDelivery> logger) : IHostedLifecycleService, IServesOnly, IDisposable
{
    private readonly ConcurrentQueue<Settled> _ended = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _delivering = Task.CompletedTask;
    private int _running;

    /// <summary>Before anything publishes: an event is kept for those who had subscribed by then.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await turns.SubscribeAsync(cancellationToken);
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

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task DeliverAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (!await TryTurnAsync(options.Value.AtOnce - Volatile.Read(ref _running)))
            {
                await wake.WaitAsync(options.Value.PollInterval, time, _stopping.Token);
            }
        }

        while (Volatile.Read(ref _running) > 0)
        {
            await wake.WaitAsync(options.Value.PollInterval, time, CancellationToken.None);
        }

        await TryTurnAsync(0);
    }

    /// <summary>It goes on whatever fails: what had ended is settled at the next turn.</summary>
    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> TryTurnAsync(int free)
    {
        List<Settled> ended = [];
        while (_ended.TryDequeue(out var one))
        {
            ended.Add(one);
        }

        try
        {
            var begun = await turns.TakeAsync(ended, free);
            Interlocked.Add(ref _running, begun.Count);
            begun.ForEach(delivery => _ = Task.Run(() => HandleAsync(delivery)));
            return begun.Count > 0;
        }
        catch (Exception trouble)
        {
            await RecoverAsync(ended, trouble);
            return false;
        }
    }

    private async Task RecoverAsync(List<Settled> ended, Exception trouble)
    {
        try
        {
            Log.Failed(logger, trouble.Message, trouble);
            if (ended.Exists(one => one.DeadLetterTopic is not null))
            {
                await turns.SettleAsync(ended);
                return;
            }
        }
        catch (Exception again)
        {
            Log.Failed(logger, again.Message, again);
        }

        ended.ForEach(_ended.Enqueue);
        await Task.Delay(options.Value.FirstPause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task HandleAsync(Delivery delivery)
    {
        try
        {
            _ended.Enqueue(await handling.HandleAsync(delivery, _stopping.Token));
        }
        catch (Exception trouble)
        {
            Log.Unsettled(logger, delivery.Topic, trouble);
        }
        finally
        {
            // First the number, then the word: who is woken finds the place free.
            Interlocked.Decrement(ref _running);
            wake.Set();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Events are not delivered for now. {Explanation}")]
        public static partial void Failed(ILogger logger, string explanation, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "A delivery on topic {Topic} was not settled; it comes again when its lease ends")]
        public static partial void Unsettled(ILogger logger, string topic, Exception exception);
    }
}
