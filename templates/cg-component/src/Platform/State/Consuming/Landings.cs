using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// Tells the consumers what this replica's committer landed (commit-log 10): the index, which waits for a batch (commit-log 14), and the
/// others, which do not.
/// </summary>
internal sealed class Landings(IndexBacklog index)
{
    private readonly Lock _lock = new();
    private readonly List<(Signal Signal, IConsumer Consumer)> _waiting = [];
    private LogPosition? _current;

    /// <summary>The log that this replica writes, and the number after the last that landed.</summary>
    public LogPosition? Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <returns>A signal for one waiter, set with each landing that the consumer wants.</returns>
    public Signal Subscribe(IConsumer consumer)
    {
        lock (_lock)
        {
            var signal = new Signal();
            _waiting.Add((signal, consumer));
            return signal;
        }
    }

    /// <summary>A number of this replica's log is spent.</summary>
    public void Landed(RegisteredLog log, long number, Entry entry)
    {
        index.Landed(log, number, entry);
        lock (_lock)
        {
            _current = new LogPosition(log, number + 1);
        }

        Tell(consumer => consumer.Wants(entry));
    }

    /// <summary>This replica writes a log no more: it has ended, or is lost. What is left of it is drained, once it has ended.</summary>
    public void Ended(string log)
    {
        index.Ended(log);
        lock (_lock)
        {
            // Who says so may be late: the replica writes the next one then.
            if (_current?.Log.Id == log)
            {
                _current = null;
            }
        }

        Tell(_ => true);
    }

    private void Tell(Func<IConsumer, bool> concerns)
    {
        lock (_lock)
        {
            foreach (var (signal, consumer) in _waiting)
            {
                if (concerns(consumer))
                {
                    signal.Set();
                }
            }
        }
    }
}
