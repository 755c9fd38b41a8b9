using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// What one destination has in hand of one log: the events that were read and that it has not acknowledged, in order. It lives for as long
/// as the log is followed, so that nothing is read or sent twice where it stands.
/// </summary>
internal sealed class PublishWindow
{
    // No more is read while so much waits: it is held in memory.
    private const int EnoughEvents = 1024;
    private const int EnoughCharacters = 4 * 1024 * 1024;

    // Where events fail for themselves, those whose acknowledgements show it may be far behind them.
    private const int FurtherEvents = 16 * EnoughEvents;
    private const int FurtherCharacters = 4 * EnoughCharacters;

    private readonly List<WaitingEvent> _events = [];
    private Progress _read = Progress.Start;
    private bool _reachesFurther;

    public int Waiting => _events.Count(e => !e.IsDone);

    /// <summary>Where the destination stands: at the first event that it has not acknowledged.</summary>
    public Progress Progress => _events.Find(e => !e.IsDone) is { } first ? new Progress(first.Number, first.Index) : _read;

    private bool IsFull => _reachesFurther
        ? IsOver(FurtherEvents, FurtherCharacters)
        : IsOver(EnoughEvents, EnoughCharacters);

    /// <inheritdoc cref="IConsumer.NextOf"/>
    public long? NextOf(Progress noted)
    {
        if (noted.IsAfter(_read))
        {
            return noted.Next;
        }

        // What was acknowledged is noted before more is read: until then a process that ends would have it sent again.
        return IsFull || Progress.IsAfter(noted) ? null : _read.Next;
    }

    /// <summary>Takes in the entries of a batch.</summary>
    /// <param name="batch">The batch. Where another replica got further, what it took is not waited for any more.</param>
    /// <param name="takes">Which events the destination takes.</param>
    /// <returns>How many events it brought.</returns>
    public int Take(Batch batch, Func<EntryEvent, bool> takes)
    {
        _events.RemoveAll(e => batch.From.IsAfter(new Progress(e.Number, e.Index)));
        if (batch.From.IsAfter(_read))
        {
            _read = batch.From;
        }

        var before = _events.Count;
        foreach (var (number, entry) in batch.Entries.Where(e => e.Number >= _read.Next))
        {
            for (var index = number == _read.Next ? _read.Done : 0; index < entry.Events.Count; index++)
            {
                if (takes(entry.Events[index]))
                {
                    _events.Add(new WaitingEvent(number, index, entry.Events[index]));
                }
            }

            _read = new Progress(number + 1, 0);
        }

        return _events.Count - before;
    }

    /// <summary>The events that may go now: of each subject the first that is not done.</summary>
    public IEnumerable<WaitingEvent> Ready()
    {
        var subjects = new HashSet<(string, string)>();
        return _events.Where(e => !e.IsDone && subjects.Add(e.Subject));
    }

    /// <summary>A pass over it is over.</summary>
    /// <param name="answers">Whether the destination answers: then events that failed did so for themselves.</param>
    public void Settle(bool answers)
    {
        _events.RemoveAll(e => e.IsDone);
        _reachesFurther = answers && _events.Exists(e => e.Failures > 0);
    }

    private bool IsOver(int events, int characters) => _events.Count >= events || _events.Sum(e => (long)e.Event.Sealed.Length) >= characters;
}
