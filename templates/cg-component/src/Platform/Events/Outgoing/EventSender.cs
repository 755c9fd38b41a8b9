using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Hands events over to one destination, and puts with the dead letters what it does not take while it takes others (commit-log 13).</summary>
internal sealed partial class EventSender(
    IEventDestination destination, EventSeal seal, SystemName system, Func<IDeadLetters> deadLetters, CallSize size, PublisherMetrics metrics,
    PublisherOptions options, TimeProvider time, ILogger<EventSender> logger)
{
    // So often an event fails for itself before it is put with the dead letters (commit-log 13).
    private const int MostFailures = 5;

    /// <summary>How many events the destination has acknowledged since the process began.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Sends events of one topic in one call.</summary>
    /// <returns>Whether all were taken.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> is cancelled.</exception>
    public async Task<bool> SendAsync(IReadOnlyList<WaitingEvent> call, CancellationToken cancellationToken)
    {
        Dictionary<string, string> refused;
        try
        {
            refused = await HandOverAsync(call, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.CallFailed(logger, call.Count, call[0].Event.Topic, destination.Name, e);
            size.Failed();
            metrics.Failed(destination.Name, call.Count);
            // Of several nobody knows whose fault it is.
            await FailAsync(call.Count == 1 ? call : [], call.ToDictionary(w => w.Event.Id, _ => e.Message), cancellationToken);
            return false;
        }

        var taken = call.Where(w => !refused.ContainsKey(w.Event.Id)).ToList();
        taken.ForEach(w => w.IsDone = true);
        Acknowledged += taken.Count;
        metrics.Published(destination.Name, taken);
        metrics.Failed(destination.Name, refused.Count);
        await FailAsync([.. call.Where(w => !w.IsDone)], refused, cancellationToken);
        return refused.Count == 0;
    }

    /// <returns>Why those were not taken that were not, by their ids.</returns>
    private async Task<Dictionary<string, string>> HandOverAsync(IReadOnlyList<WaitingEvent> call, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<string, string>();
        var opened = new List<OutgoingEvent>();
        foreach (var waiting in call)
        {
            try
            {
                opened.Add(new OutgoingEvent(waiting.Event.Id, seal.OpenText(waiting), waiting.Event.TraceParent));
            }
            catch (CryptographicException e)
            {
                refused.Add(waiting.Event.Id, e.Message);
            }
        }

        if (opened.Count > 0)
        {
            using var limit = new CancellationTokenSource(options.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            foreach (var (id, reason) in await destination.SendAsync(call[0].Event.Topic, opened, either.Token))
            {
                refused.Add(id, reason);
            }

            size.Succeeded();
        }

        return refused;
    }

    private async Task FailAsync(IReadOnlyList<WaitingEvent> failed, Dictionary<string, string> reasons, CancellationToken cancellationToken)
    {
        foreach (var waiting in failed)
        {
            waiting.Fail(Acknowledged);
            var reason = reasons[waiting.Event.Id];
            Log.NotTaken(logger, waiting.Event.Id, waiting.Event.Topic, destination.Name, waiting.Failures, reason);
            if (waiting.Failures >= MostFailures)
            {
                await TryPutAsideAsync(waiting, reason, cancellationToken);
            }
        }
    }

    // What cannot be put aside now fails once more, and is put aside then; the others go on.
    private async Task TryPutAsideAsync(WaitingEvent waiting, string reason, CancellationToken cancellationToken)
    {
        try
        {
            var letter = new DeadLetter(
                destination.Name, waiting.Event.Topic, system.SourceOf(waiting.Tenant), waiting.Event.Id, TextOf(waiting), reason)
            {
                TraceParent = waiting.Event.TraceParent,
            };
            await deadLetters().PutAsync(waiting.Tenant, letter, cancellationToken);
            waiting.IsDone = true;
            metrics.PutAside(destination.Name);
            Log.PutAside(logger, waiting.Event.Id, waiting.Event.Topic, destination.Name, waiting.Failures);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotPutAside(logger, waiting.Event.Id, waiting.Event.Topic, e);
        }
    }

    // Nobody will ever open what was altered. One whose key is not at hand waits for it: its letter could never be sent.
    private string TextOf(WaitingEvent waiting)
    {
        try
        {
            return seal.OpenText(waiting);
        }
        catch (AuthenticationTagMismatchException)
        {
            return "";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} events for topic {Topic} did not reach '{Destination}', or it did not answer; they are sent again.")]
        public static partial void CallFailed(ILogger logger, int count, string topic, string destination, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Event {EventId} for topic {Topic} was not taken by '{Destination}' ({Failures} times while others were): {Reason}")]
        public static partial void NotTaken(ILogger logger, string eventId, string topic, string destination, int failures, string reason);

        [LoggerMessage(3, LogLevel.Error, "Event {EventId} for topic {Topic} was not taken by '{Destination}' {Failures} times while others were. It is put with the dead letters, and published no more.")]
        public static partial void PutAside(ILogger logger, string eventId, string topic, string destination, int failures);

        [LoggerMessage(4, LogLevel.Warning, "Event {EventId} for topic {Topic} cannot be put with the dead letters now; it is tried again.")]
        public static partial void NotPutAside(ILogger logger, string eventId, string topic, Exception exception);
    }
}
