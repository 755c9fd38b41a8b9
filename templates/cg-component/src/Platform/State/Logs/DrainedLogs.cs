using System.Collections.Immutable;
using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The documents of drained logs. Those with something left to do are found by the chain; what is archived is remembered here, with the moment
/// at which something of it expires, so that years of archived logs cost nothing but the first look (commit-log 10, 11).
/// </summary>
internal sealed class DrainedLogs(
    StateCalls calls, SideTransactions side, DrainedChain chain, DrainedSeal seal, Retention retention, AlteredLogs altered, TimeProvider time)
{
    // Each names its owners: at most a few hundred.
    private const int Together = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _archived = [];
    private ImmutableHashSet<int> _donePages = [];
    private string _lastTaken = "";

    /// <summary>The drained logs that are not archived.</summary>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<DrainedLog>> FindOpenAsync(CancellationToken cancellationToken)
    {
        var pages = await chain.ReadAsync(page => !_donePages.Contains(page), cancellationToken);
        var open = new List<DrainedLog>();
        foreach (var logs in pages.SelectMany(p => p.Logs).Where(log => !IsArchived(log)).Chunk(Together))
        {
            open.AddRange((await ReadAsync(logs, cancellationToken)).Where(log => !log.IsArchived));
        }

        lock (_lock)
        {
            // All but the head, which still grows.
            foreach (var page in pages.SkipLast(1).Where(p => p.Logs.All(_archived.ContainsKey)))
            {
                _donePages = _donePages.Add(page.Page);
            }
        }

        return open;
    }

    /// <summary>Archived logs of which lines expire now, some of them at a time, and the others the next time: none that fails keeps another waiting.</summary>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<DrainedLog>> FindExpiringAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        string[] due;
        lock (_lock)
        {
            due = [.. _archived.Where(log => log.Value <= now).Select(log => log.Key).Order(StringComparer.Ordinal)];
            if (due.Length > Together)
            {
                due = [.. due.OrderBy(log => string.CompareOrdinal(log, _lastTaken) <= 0).Take(Together)];
                _lastTaken = due[^1];
            }
        }

        return [.. (await ReadAsync(due, cancellationToken)).Where(log => retention.DueAt(log) <= now)];
    }

    /// <summary>Reads one document to change it, with what it was read with, or <see langword="null"/> where the log is not drained.</summary>
    /// <exception cref="StateStoreException">The store failed.</exception>
    /// <exception cref="LogAlteredException">It is not what was written there.</exception>
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

    private bool IsArchived(string log)
    {
        lock (_lock)
        {
            return _archived.ContainsKey(log);
        }
    }

    private async Task<IReadOnlyList<DrainedLog>> ReadAsync(string[] logs, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync([.. logs.Select(StateKeys.Drained)], cancellationToken);
        var read = logs.Select(log => Read(log, items.GetValueOrDefault(StateKeys.Drained(log)))).OfType<DrainedLog>().ToList();
        lock (_lock)
        {
            foreach (var log in read.Where(log => log.IsArchived))
            {
                _archived[log.Log.Id] = retention.DueAt(log) ?? DateTimeOffset.MaxValue;
            }
        }

        return read;
    }

    // One that is gone, or that somebody altered, stops no other.
    private DrainedLog? Read(string log, StateItem? item)
    {
        try
        {
            return seal.Open(log, item ?? throw new LogAlteredException($"{StateKeys.Drained(log)} is gone."));
        }
        catch (LogAlteredException e)
        {
            altered.Found(log, e.Message);
            return null;
        }
        catch (CryptographicException)
        {
            // Under a key that this replica does not have yet. It is opened again before it is changed.
            return DrainedLog.Read(item!);
        }
    }
}
