using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Deletes the numbers of a log whose lines are in blocks, a part at a time (commit-log 11). The last number before the end and the end stay,
/// since a replica that slept can only ask for those; of an entry its request ids and its HMAC stay, which the end is chained to.
/// </summary>
internal sealed class NumberDeletion(StateCalls calls, SideTransactions side, DrainedSeal seal)
{
    // A transaction's deletions, with the drained document in it.
    private const int StepLength = 255;

    /// <returns>The document as it is after this step, or <see langword="null"/> where the step was not acknowledged: look again.</returns>
    /// <exception cref="StateStoreException">The store failed; what was done stands.</exception>
    public async Task<DrainedLog?> StepAsync(DrainedLog log, StateItem item, CancellationToken cancellationToken)
    {
        var last = log.Log.End!.Value - 1;
        var from = log.Deleting!.Value;
        var to = Math.Min(from + StepLength, last);
        var next = from < last ? log with { Deleting = to } : log with { Deleting = null, IsArchived = true };
        var operations = from < last
            ? await DeleteAsync([.. Numbers(from, to).Select(n => StateKeys.Entry(log.Log.Id, n))], cancellationToken)
            : await CloseAsync(log, last, cancellationToken);
        return await side.TransactAsync([.. operations, seal.ToOperation(next, item)], cancellationToken) ? next : null;
    }

    private async Task<IEnumerable<StateOperation>> CloseAsync(DrainedLog log, long last, CancellationToken cancellationToken)
    {
        var progress = log.Log.Consumers.Select(name => StateKeys.Progress(log.Log.Id, name)).ToList();
        return [.. await DeleteAsync(progress, cancellationToken), .. await StripAsync(StateKeys.Entry(log.Log.Id, last), cancellationToken)];
    }

    private async Task<IEnumerable<StateOperation>> DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync(keys, cancellationToken);
        return keys.Where(items.ContainsKey).Select(key => StateOperation.Delete(key, items[key].ETag));
    }

    // Of the last entry its request ids stay: they tell a replica that slept whose it is.
    private async Task<IEnumerable<StateOperation>> StripAsync(string key, CancellationToken cancellationToken) =>
        await calls.GetAsync(key, cancellationToken) is { } item
            && Entry.Read(item.Value) is var entry && (entry.Touched.Count > 0 || entry.Events.Count > 0 || entry.Lines.Count > 0)
            ? [StateOperation.Replace(key, (entry with { Touched = [], Events = [], Lines = [] }).Write(), item.ETag)]
            : [];

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number < to; number++)
        {
            yield return number;
        }
    }
}
