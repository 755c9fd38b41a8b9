using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Takes a log that has ended out of the registration: the index first takes what is left of it, then the log moves to its
/// drained document in one transaction (commit-log 10). Any replica may, without a lock.
/// </summary>
internal sealed partial class Drainer(
    StateCalls calls, SideTransactions side, Registrar registrar, IndexConsumer index, Follower follower, TimeProvider time, ILogger<Drainer> logger)
{
    /// <exception cref="StateStoreException">The store failed; what was done stands, and the rest may be done again.</exception>
    public async Task DrainAsync(string logId, CancellationToken cancellationToken)
    {
        var registration = await registrar.ReadAsync(cancellationToken);
        if (registration.Find(logId) is not { End: { } end } log)
        {
            return;
        }

        // A consumer or format that this replica does not have: it drains what it knows and leaves the rest.
        if (log.Format > Entry.NewestFormat)
        {
            Log.NewerFormat(logger, logId, log.Format);
            return;
        }

        if (await follower.FollowAsync(index, log, end, cancellationToken) >= end)
        {
            await MoveAsync(logId, cancellationToken);
        }
    }

    private async Task MoveAsync(string logId, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            var item = await registrar.ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            if (registration.Find(logId) is not { } log)
            {
                return;
            }

            var drained = new DrainedLog(log, [IndexConsumer.Name]);
            var operations = await AppendAsync(logId, cancellationToken);
            operations.Add(registration.Without(logId).ToOperation(item));
            operations.Add(StateOperation.Create(StateKeys.Drained(logId), JsonSerializer.Serialize(drained, StateJson.Platform.DrainedLog)));
            if (await side.TransactAsync(operations, cancellationToken))
            {
                Log.Drained(logger, logId);
                return;
            }
        }
    }

    private async Task<List<StateOperation>> AppendAsync(string logId, CancellationToken cancellationToken)
    {
        var item = await calls.GetAsync(StateKeys.DrainedList, cancellationToken);
        if (item is null)
        {
            return [StateOperation.Create(StateKeys.DrainedList, Write(DrainedList.Empty with { Logs = [logId] }))];
        }

        var list = JsonSerializer.Deserialize(item.Value, StateJson.Platform.DrainedList)!;
        return list.Logs.Count < DrainedList.PageLength
            ? [StateOperation.Replace(StateKeys.DrainedList, Write(list with { Logs = [.. list.Logs, logId] }), item.ETag)]
            : [
                StateOperation.Create(StateKeys.DrainedListPage(list.Page), item.Value),
                StateOperation.Replace(StateKeys.DrainedList, Write(new DrainedList(list.Page + 1, [logId])), item.ETag),
            ];
    }

    private static string Write(DrainedList list) => JsonSerializer.Serialize(list, StateJson.Platform.DrainedList);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Drained log {LogId}.")]
        public static partial void Drained(ILogger logger, string logId);

        [LoggerMessage(2, LogLevel.Warning, "Log {LogId} has entry format {Format}, which this version does not know; a newer replica drains it.")]
        public static partial void NewerFormat(ILogger logger, string logId, int format);
    }
}
