using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// The events of a batch that a destination has to take, in order, from its progress on. It is bounded, so that progress is written often
/// enough: what is published after it is published again where the process ends.
/// </summary>
internal sealed class PublishWindow
{
    private const int MostEvents = 1024;
    private const int MostCharacters = 4 * 1024 * 1024;

    private readonly List<WaitingEvent> _events = [];
    private readonly Progress _end;

    /// <param name="batch">The entries.</param>
    /// <param name="takes">Which of their events the destination takes.</param>
    /// <param name="before">What is known of events since an earlier attempt, by their ids.</param>
    public PublishWindow(Batch batch, Func<EntryEvent, bool> takes, IReadOnlyDictionary<string, WaitingEvent> before)
    {
        var characters = 0;
        foreach (var (number, entry) in batch.Entries)
        {
            for (var index = number == batch.From.Next ? batch.From.Done : 0; index < entry.Events.Count; index++)
            {
                var left = entry.Events[index];
                if (!takes(left))
                {
                    continue;
                }

                if (_events.Count == MostEvents || characters >= MostCharacters)
                {
                    _end = new Progress(number, index);
                    return;
                }

                characters += left.Sealed.Length;
                _events.Add(before.GetValueOrDefault(left.Id) ?? new WaitingEvent(number, index, left));
            }
        }

        _end = batch.End;
    }

    public IReadOnlyList<WaitingEvent> Events => _events;

    public int Waiting => _events.Count(e => !e.IsDone);

    /// <summary>Where the destination stands: at the first event that it has not acknowledged.</summary>
    public Progress Progress => _events.Find(e => !e.IsDone) is { } first ? new Progress(first.Number, first.Index) : _end;

    /// <summary>The events that may go now: of each subject the first that is not done.</summary>
    public IEnumerable<WaitingEvent> Ready()
    {
        var subjects = new HashSet<(string, string)>();
        return _events.Where(e => !e.IsDone && subjects.Add(e.Subject));
    }
}
