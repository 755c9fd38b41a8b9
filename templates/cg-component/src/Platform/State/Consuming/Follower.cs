using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// Leads a consumer through a log, from its progress on. Progress moves only up, under its etag, in the same transaction as what the
/// consumer writes; so any replica may do this, several at once, without a lock (commit-log 10).
/// </summary>
internal sealed partial class Follower(
    StateCalls calls, SideTransactions side, LogReader reader, ConsumerBacklogs backlogs, TimeProvider time, ILogger<Follower> logger)
{
    /// <summary>At least so many entries are in a batch, where there are so many.</summary>
    public const int MostEntries = 256;

    // A batch is held in memory, with the events that it carries: 4 MiB of them.
    private const int MostWeight = 40 * 1024;

    // Some refusals are another replica's work; so many in a row are for the log, and for a longer pause.
    private const int MostFailures = 10;

    /// <summary>Goes on until nothing is left, or what was written before <paramref name="until"/> is taken.</summary>
    /// <returns>The next number to take.</returns>
    /// <exception cref="StateStoreException">The store failed, or lost a number before the end; what was taken stands.</exception>
    public async Task<long> FollowAsync(IConsumer consumer, RegisteredLog log, long until, CancellationToken cancellationToken)
    {
        var key = StateKeys.Progress(log.Id, consumer.Name);
        for (var failures = 0; ;)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            // Read again each time: a transaction does not tell the new etag, and another may have drained meanwhile.
            var item = await calls.GetAsync(key, cancellationToken)
                ?? throw new StateStoreException($"Log {log.Id} has no progress of {consumer.Name}.");
            var progress = Progress.Read(item);
            backlogs.Note(consumer.Name, log.Id, Math.Max(0, until - progress.Next));
            if (progress.Next >= until)
            {
                return progress.Next;
            }

            var next = consumer.NextOf(log.Id, progress);
            var entries = await ReadAsync(consumer, log, next, until, progress.Until, cancellationToken);
            if (entries.Count == 0 && next == progress.Next)
            {
                RefuseGap(log, progress.Next);
                return progress.Next;
            }

            failures = await TakeAsync(consumer, new Batch(log, progress, entries), item, cancellationToken) ? 0 : failures + 1;
            if (failures == MostFailures)
            {
                throw new StateStoreException(
                    $"Consumer {consumer.Name} could not write what log {log.Id} has from {progress.Next} on, {failures} times in a row.");
            }
        }
    }

    private async Task<IReadOnlyList<NumberedEntry>> ReadAsync(
        IConsumer consumer, RegisteredLog log, long? from, long until, long? together, CancellationToken cancellationToken)
    {
        // What is taken together is read together, whatever it holds.
        var left = Math.Max(until, together ?? 0) - from;
        return left > 0
            ? await reader.ReadAsync(
                new LogPosition(log, from!.Value), (int)Math.Min(MostEntries, left.Value), together is null ? MostWeight : int.MaxValue,
                consumer.TakesWhole, cancellationToken)
            : [];
    }

    // The end stands, so all before it was there; what a fence found lost is stepped over, and this is not recorded (commit-log 8, 9).
    private void RefuseGap(RegisteredLog log, long next)
    {
        if (next < log.End)
        {
            Log.Lost(logger, next, log.Id, log.End.Value);
            throw new StateStoreException($"Number {next} of log {log.Id}, which ended at {log.End}, is gone.");
        }
    }

    private async Task<bool> TakeAsync(IConsumer consumer, Batch batch, StateItem item, CancellationToken cancellationToken)
    {
        if (await consumer.TakeAsync(batch, cancellationToken) is not { } taken)
        {
            return false;
        }

        if (!taken.Progress.IsAfter(batch.From))
        {
            // It read on, and has in hand what it read.
            return batch.Entries is [.., var last] && consumer.NextOf(batch.Log.Id, batch.From) > last.Number
                ? true
                : throw new InvalidOperationException($"Consumer {consumer.Name} took nothing of log {batch.Log.Id} from {batch.From.Next} on.");
        }

        // Told to stop meanwhile, it notes what it did outside the store all the same: that is as long as one call of the store may take.
        return await side.TransactAsync(
            [.. taken.Operations, StateOperation.Replace(StateKeys.Progress(batch.Log.Id, consumer.Name), taken.Progress.Write(), item.ETag)],
            cancellationToken.IsCancellationRequested ? CancellationToken.None : cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The state store lost number {Number} of log {LogId}, which it had acknowledged; the log ended at {End}. Consumers wait there, and lists miss what is after it; compare with a backup.")]
        public static partial void Lost(ILogger logger, long number, string logId, long end);
    }
}
