using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The documents of drained logs. Those with something left to do are found by the chain; what is archived is remembered here, so that
/// years of archived logs cost nothing but the first look (commit-log 10, 11).
/// </summary>
internal sealed class DrainedLogs(StateCalls calls, SideTransactions side, DrainedChain chain, DrainedSeal seal, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _donePages = [];
    private readonly HashSet<string> _archived = [];

    /// <summary>The drained logs that are not archived.</summary>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<DrainedLog>> FindOpenAsync(CancellationToken cancellationToken)
    {
        var pages = await chain.ReadAsync(page => !Has(_donePages, page), cancellationToken);
        var keys = pages.SelectMany(p => p.Logs).Where(log => !Has(_archived, log)).Select(StateKeys.Drained).ToList();
        var items = await calls.GetManyAsync(keys, cancellationToken);
        var logs = keys.Where(items.ContainsKey).Select(key => DrainedLog.Read(items[key])).ToList();
        lock (_lock)
        {
            _archived.UnionWith(logs.Where(l => l.IsArchived).Select(l => l.Log.Id));
            // All but the head, which still grows.
            foreach (var page in pages.SkipLast(1).Where(p => p.Logs.All(_archived.Contains)))
            {
                _donePages.Add(page.Page);
                _archived.ExceptWith(page.Logs);
            }
        }

        return [.. logs.Where(l => !l.IsArchived)];
    }

    /// <summary>Reads one document to change it, with what it was read with, or <see langword="null"/> where the log is not drained.</summary>
    /// <exception cref="StateStoreException">The store failed, or it is not what was written there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that its HMAC names is not at hand.</exception>
    public async Task<(DrainedLog Log, StateItem Item)?> FindAsync(string log, CancellationToken cancellationToken) =>
        await calls.GetAsync(StateKeys.Drained(log), cancellationToken) is { } item ? (seal.Open(log, item), item) : null;

    /// <summary>Changes one document under its etag; nothing is done where the log is not drained, or where nothing changes.</summary>
    public async Task ChangeAsync(string log, Func<DrainedLog, DrainedLog> change, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            if (await FindAsync(log, cancellationToken) is not var (drained, item))
            {
                return;
            }

            var next = change(drained);
            if (ReferenceEquals(next, drained) || await side.TransactAsync([seal.ToOperation(next, item)], cancellationToken))
            {
                return;
            }
        }
    }

    private bool Has<T>(HashSet<T> set, T value)
    {
        lock (_lock)
        {
            return set.Contains(value);
        }
    }
}
