using System.Text;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.State.Consuming;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// Publishes what commits leave behind to one destination, at least once and in order per subject (commit-log 13). Only what was not
/// taken is tried again, after the pause of the loop that leads it.
/// </summary>
/// <remarks>
/// The progress of a log stands at its first event that is not acknowledged. What was acknowledged beyond that is remembered here, and is
/// published once more only where the process ends in between.
/// </remarks>
internal sealed partial class Publisher(
    IEventDestination destination, EventSeal seal, SystemName system, Func<IDeadLetters> deadLetters, PublisherMetrics metrics, PublisherOptions options,
    TimeProvider time, ILogger<Publisher> logger) : IConsumer
{
    // So often an event fails for itself before it is put with the dead letters (commit-log 13).
    private const int MostFailures = 5;

    private readonly Dictionary<string, Dictionary<string, WaitingEvent>> _left = [];
    private readonly CallSize _size = new(destination.MostAtOnce, options.BulkBytes);
    private long _acknowledged;

    public string Name => destination.Name;

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var window = new PublishWindow(batch, destination.Takes, _left.GetValueOrDefault(batch.Log.Id) ?? []);
        try
        {
            await PublishAsync(window, cancellationToken);
        }
        finally
        {
            Remember(batch.Log.Id, window);
        }

        return window.Progress.IsAfter(batch.From)
            ? new Taken(window.Progress, [])
            : throw new EventBrokerException($"{window.Waiting} events wait for '{Name}', which did not take the first of them.");
    }

    private async Task PublishAsync(PublishWindow window, CancellationToken cancellationToken)
    {
        var attempt = new PublishAttempt(window);
        _size.Begin();
        while (attempt.Next(destination.MostAtOnce) is { Count: > 0 } next)
        {
            foreach (var call in next.GroupBy(e => e.Event.Topic).SelectMany(topic => _size.Divide(topic)))
            {
                if (!await SendAsync(call, cancellationToken))
                {
                    attempt.Failed();
                }

                if (_size.IsDown)
                {
                    return;
                }
            }
        }
    }

    /// <returns>Whether all were taken.</returns>
    private async Task<bool> SendAsync(IReadOnlyList<WaitingEvent> call, CancellationToken cancellationToken)
    {
        Dictionary<string, string> refused;
        try
        {
            using var limit = new CancellationTokenSource(options.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var answer = await destination.SendAsync(call[0].Event.Topic, [.. call.Select(Open)], either.Token);
            refused = answer.ToDictionary(r => r.Id, r => r.Reason);
            _size.Succeeded();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.CallFailed(logger, call.Count, call[0].Event.Topic, Name, e);
            _size.Failed();
            // Of several nobody knows whose fault it is.
            refused = call.ToDictionary(w => w.Event.Id, _ => e.Message);
            metrics.Failed(Name, call.Count);
            await FailAsync(call.Count == 1 ? call : [], refused, cancellationToken);
            return false;
        }

        var taken = call.Where(w => !refused.ContainsKey(w.Event.Id)).ToList();
        taken.ForEach(w => w.IsDone = true);
        _acknowledged += taken.Count;
        metrics.Published(Name, taken);
        metrics.Failed(Name, refused.Count);
        await FailAsync([.. call.Where(w => !w.IsDone)], refused, cancellationToken);
        return refused.Count == 0;
    }

    private async Task FailAsync(IReadOnlyList<WaitingEvent> failed, Dictionary<string, string> reasons, CancellationToken cancellationToken)
    {
        foreach (var waiting in failed)
        {
            waiting.Fail(_acknowledged);
            var reason = reasons[waiting.Event.Id];
            Log.NotTaken(logger, waiting.Event.Id, waiting.Event.Topic, Name, waiting.Failures, reason);
            if (waiting.Failures >= MostFailures)
            {
                var letter = new DeadLetter(
                    Name, waiting.Event.Topic, system.SourceOf(waiting.Tenant), waiting.Event.Id, Open(waiting).CloudEvent, reason)
                {
                    TraceParent = waiting.Event.TraceParent,
                };
                await deadLetters().PutAsync(waiting.Tenant, letter, cancellationToken);
                waiting.IsDone = true;
                metrics.PutAside(Name);
                Log.PutAside(logger, waiting.Event.Id, waiting.Event.Topic, Name, waiting.Failures);
            }
        }
    }

    private OutgoingEvent Open(WaitingEvent waiting) =>
        new(waiting.Event.Id, Encoding.UTF8.GetString(seal.Open(waiting.Tenant, waiting.Event.Id, waiting.Event.Sealed)), waiting.Event.TraceParent);

    private void Remember(string log, PublishWindow window)
    {
        metrics.Waiting(Name, log, window.Waiting);
        if (window.Waiting == 0)
        {
            _left.Remove(log);
            return;
        }

        _left[log] = window.Events.SkipWhile(e => e.IsDone).ToDictionary(e => e.Event.Id);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} events for topic {Topic} did not reach '{Destination}', or it did not answer; they are sent again.")]
        public static partial void CallFailed(ILogger logger, int count, string topic, string destination, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Event {EventId} for topic {Topic} was not taken by '{Destination}' ({Failures} times while others were): {Reason}")]
        public static partial void NotTaken(ILogger logger, string eventId, string topic, string destination, int failures, string reason);

        [LoggerMessage(3, LogLevel.Error, "Event {EventId} for topic {Topic} was not taken by '{Destination}' {Failures} times while others were. It is put with the dead letters, and published no more.")]
        public static partial void PutAside(ILogger logger, string eventId, string topic, string destination, int failures);
    }
}
