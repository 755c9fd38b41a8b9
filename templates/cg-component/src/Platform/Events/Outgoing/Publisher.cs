using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// Publishes what commits leave behind to one destination, at least once and in order per subject (commit-log 13). Only what was not
/// taken is tried again, after the pause of the loop that leads it.
/// </summary>
/// <remarks>
/// The progress of a log stands at its first event that is not acknowledged. What was acknowledged beyond that is remembered here, and is
/// published once more only where this process ends, or the log does, before the progress is written.
/// </remarks>
internal sealed class Publisher(IEventDestination destination, EventSender sender, CallSize size, PublisherMetrics metrics) : IConsumer
{
    // After so many the progress is written: what is published after it is published again where the process ends.
    private const int MostInOnePass = 1024;

    private readonly Dictionary<string, PublishWindow> _windows = [];

    public string Name => destination.Name;

    public bool Wants(Entry entry) => entry.Events.Any(destination.Takes);

    public long? NextOf(string log, Progress progress) => _windows.TryGetValue(log, out var window) ? window.NextOf(progress) : progress.Next;

    public void Keep(IReadOnlyCollection<string> logs)
    {
        foreach (var log in _windows.Keys.Where(log => !logs.Contains(log)).ToList())
        {
            _windows.Remove(log);
            metrics.Waiting(Name, log, 0);
        }
    }

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (!_windows.TryGetValue(batch.Log.Id, out var window))
        {
            _windows.Add(batch.Log.Id, window = new PublishWindow());
        }

        // Without anything new it reads on, or notes what was acknowledged; what waits is tried again once there is no more to read.
        if (window.Take(batch, destination.Takes) == 0 && (batch.Entries.Count > 0 || window.Progress.IsAfter(batch.From)))
        {
            return new Taken(window.Progress, []);
        }

        try
        {
            await PublishAsync(window, cancellationToken);
        }
        catch (OperationCanceledException) when (window.Progress.IsAfter(batch.From))
        {
            // It has to stop. What was acknowledged until now is noted all the same.
        }
        finally
        {
            window.Settle(!size.IsDown);
            metrics.Waiting(Name, batch.Log.Id, window.Waiting);
        }

        return window.Progress.IsAfter(batch.From)
            ? new Taken(window.Progress, [])
            : throw new EventBrokerException($"{window.Waiting} events wait for '{Name}', which did not take the first of them.");
    }

    private async Task PublishAsync(PublishWindow window, CancellationToken cancellationToken)
    {
        var attempt = new PublishAttempt(window);
        var before = sender.Acknowledged;
        size.Begin();
        while (sender.Acknowledged - before < MostInOnePass && attempt.Next(destination.MostAtOnce) is { Count: > 0 } next)
        {
            foreach (var call in next.GroupBy(e => e.Event.Topic).SelectMany(topic => size.Divide(topic)))
            {
                if (!await sender.SendAsync(call, cancellationToken))
                {
                    attempt.Failed();
                }

                if (size.IsDown)
                {
                    return;
                }
            }
        }
    }
}
