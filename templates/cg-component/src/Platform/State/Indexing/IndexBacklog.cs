using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>What the committer leaves for the index of this replica: how much waits, and when it is worth taking it in.</summary>
internal sealed class IndexBacklog(StateOptions options, TimeProvider time)
{
    private const int MostRepairs = 1024;

    // Each list has in hand what all entries touch that are not folded: that is to be in memory, and what comes during a fold too. An entry of
    // lines touches no document, and may have thousands of lines.
    private const int FoldWeight = EntryCache.Most / 4;

    private readonly Lock _lock = new();
    private readonly Queue<string> _former = [];
    private readonly Queue<Touch> _repairs = [];
    private readonly Signal _any = new();
    private readonly Signal _full = new();
    private RegisteredLog? _log;
    private long _landed;
    private long _folded;
    private long _taken;
    private int _touches;
    private int _weight;

    /// <summary>How many entries of this replica's log the index is behind (commit-log 2).</summary>
    public long Behind => Math.Max(0, Volatile.Read(ref _landed) - Volatile.Read(ref _folded));

    /// <summary>A number of this replica's log is spent.</summary>
    public void Landed(RegisteredLog log, long number, Entry entry)
    {
        lock (_lock)
        {
            if (_log?.Id != log.Id)
            {
                LeaveLog();
                _log = log;
            }

            Volatile.Write(ref _landed, number + 1);
            _touches += entry.TouchCount();
            _weight += entry.OutlineWeight();
            _any.Set();
            // What a fold under way takes does not count again: the index would chase the last entry with a page each.
            if (number + 1 - _taken >= options.FoldEntries || _touches >= options.FoldTouches || _weight >= FoldWeight)
            {
                _full.Set();
            }
        }
    }

    /// <summary>This replica writes a log no more: it rolled, another ended it, or it is lost. What is left of it is drained, once it has ended.</summary>
    public void Ended(string log)
    {
        lock (_lock)
        {
            _former.Enqueue(log);
            Hurry();
            if (_log?.Id == log)
            {
                LeaveLog();
            }
        }
    }

    /// <summary>A list found an id without a document. Past the bound it is left to the next list that finds it.</summary>
    public void Repair(Touch touch)
    {
        lock (_lock)
        {
            if (_repairs.Count < MostRepairs)
            {
                _repairs.Enqueue(touch);
                _any.Set();
            }
        }
    }

    /// <summary>Waits until something is there, and then until there is enough or nothing more landed for a while.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _any.WaitAsync(Timeout.InfiniteTimeSpan, time, cancellationToken);
        for (long seen = -1; seen != Volatile.Read(ref _landed);)
        {
            seen = Volatile.Read(ref _landed);
            if (await _full.WaitAsync(options.FoldQuiet, time, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Takes what there is to do, and begins to wait anew.</summary>
    /// <returns>The log and the number up to which it landed, logs that ended, and ids to look at.</returns>
    public (RegisteredLog? Log, long Landed, IReadOnlyList<string> Former, IReadOnlyList<Touch> Repairs) Take()
    {
        lock (_lock)
        {
            _any.Reset();
            _full.Reset();
            var (former, repairs) = (_former.ToList(), _repairs.ToList());
            _former.Clear();
            _repairs.Clear();
            (_taken, _touches, _weight) = (_landed, 0, 0);
            return (_log, _landed, former, repairs);
        }
    }

    /// <summary>What was taken could not be done.</summary>
    public void PutBack(IEnumerable<string> former)
    {
        lock (_lock)
        {
            foreach (var log in former)
            {
                _former.Enqueue(log);
            }

            Hurry();
        }
    }

    /// <summary>The index has taken the log's entries up to a number.</summary>
    public void Folded(string log, long next)
    {
        lock (_lock)
        {
            if (_log?.Id == log)
            {
                Volatile.Write(ref _folded, next);
            }
        }
    }

    private void LeaveLog()
    {
        _log = null;
        Volatile.Write(ref _landed, 0);
        Volatile.Write(ref _folded, 0);
        (_taken, _touches, _weight) = (0, 0, 0);
    }

    private void Hurry()
    {
        _any.Set();
        _full.Set();
    }
}
