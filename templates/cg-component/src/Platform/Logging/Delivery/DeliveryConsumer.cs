using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// Delivers the processing lines that commits leave behind to one Logboek, at least once (LDV-12). A Logboek that is down stops its own progress
/// only, and no request.
/// </summary>
/// <remarks>
/// The progress of a log stands at its first line that is not acknowledged. What was acknowledged beyond that is remembered here, and goes once
/// more only where this process ends before the progress is written.
/// </remarks>
internal sealed class DeliveryConsumer(
    LogboekRoute route, LineSender sender, Backoff backoff, DeliveryMetrics metrics, LogboekOptions options, TimeProvider time) : IConsumer
{
    private readonly Dictionary<string, DeliveryWindow> _windows = [];

    public string Name => route.Name;

    public TimeSpan Gathers => options.Gather;

    public bool Wants(Entry entry) => entry.Lines.Any(route.Takes);

    public long? NextOf(string log, Progress progress) => _windows.TryGetValue(log, out var window) ? window.NextOf(progress) : progress.Next;

    public void Keep(IReadOnlyCollection<string> logs)
    {
        foreach (var log in _windows.Keys.Where(log => !logs.Contains(log)).ToList())
        {
            _windows.Remove(log);
            metrics.Waiting(Name, log, []);
        }
    }

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (!_windows.TryGetValue(batch.Log.Id, out var window))
        {
            _windows.Add(batch.Log.Id, window = new DeliveryWindow());
        }

        // Without anything new it reads on, or notes what was acknowledged; what waits is tried again once there is no more to read.
        var brought = window.Take(batch, line => route.Takes(line, batch.Log));
        metrics.Waiting(Name, batch.Log.Id, window.Waiting);
        if (brought == 0 && (batch.Entries.Count > 0 || window.Progress.IsAfter(batch.From)))
        {
            return new Taken(window.Progress, []);
        }

        try
        {
            await DeliverAsync(window, cancellationToken);
        }
        catch (Exception e) when (window.Progress.IsAfter(batch.From) && e is LogboekException or OperationCanceledException)
        {
            // It has to stop, or to wait. What was acknowledged until now is noted all the same.
        }
        finally
        {
            window.Settle();
            metrics.Waiting(Name, batch.Log.Id, window.Waiting);
        }

        // What is refused holds the progress; what comes behind it is read and goes, in later logs too: a Logboek needs no order.
        return window.Progress.IsAfter(batch.From) || (batch.Entries.Count > 0 && window.NextOf(batch.From) is not null)
            ? new Taken(window.Progress, [])
            : throw new ConsumerHeldException($"{window.Waiting.Count()} processing lines wait for '{Name}', which refused the first of them.");
    }

    private async Task DeliverAsync(DeliveryWindow window, CancellationToken cancellationToken)
    {
        if (!await backoff.TryEndAsync(cancellationToken))
        {
            throw new LogboekException($"{window.Waiting.Count()} processing lines wait for '{Name}', which is left alone for now.");
        }

        await sender.SendAsync(window.Due(time.GetTimestamp()), cancellationToken);
    }
}
