using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>One log while it is read: the numbers asked for, and the entries found so far.</summary>
/// <param name="from">Where to begin.</param>
/// <param name="cache">What is in memory, or <see langword="null"/> where only the store counts.</param>
/// <param name="most">At most so many entries.</param>
/// <param name="mostWeight">No more once they weigh so much.</param>
/// <param name="whole">Whether what entries carry is asked for; otherwise what they touch is enough.</param>
internal sealed class LogCursor(LogPosition from, EntryCache? cache, int most = int.MaxValue, int mostWeight = int.MaxValue, bool whole = true)
{
    private readonly List<NumberedEntry> _entries = [];
    private long _next = from.Next;
    private int _asked;
    private int _weight;
    private bool _atEnd;

    public IReadOnlyList<NumberedEntry> Entries => _entries;

    public void TakeFromCache()
    {
        while (!IsDone)
        {
            // A number recorded as lost is lost for all, though this replica may have it still.
            if (StepOver())
            {
                continue;
            }

            if (cache?.Find(from.Log.Id, _next, whole) is not { } entry)
            {
                return;
            }

            Add(entry);
        }
    }

    public void Ask(List<string> keys, int count)
    {
        _asked = IsDone ? 0 : Math.Min(count, Math.Min(most - _entries.Count, Fitting));
        for (var i = 0; i < _asked; i++)
        {
            keys.Add(StateKeys.Entry(from.Log.Id, _next + i));
        }
    }

    /// <summary>Takes the numbers that were asked for, up to the first absent one.</summary>
    public void Take(IReadOnlyDictionary<string, StateItem> items)
    {
        for (var last = _next + _asked; _next < last && !_atEnd;)
        {
            if (items.TryGetValue(StateKeys.Entry(from.Log.Id, _next), out var item))
            {
                var entry = Read(item);
                cache?.Add(from.Log.Id, _next, entry, whole);
                Add(whole ? entry : entry.Outline());
            }
            else if (!StepOver())
            {
                _atEnd = true;
            }
        }
    }

    private bool IsDone => _atEnd || _entries.Count >= most || _weight >= mostWeight || _next >= from.Log.End;

    // About so many more, if they are as heavy as those before.
    private int Fitting => _entries.Count == 0 ? most : (int)Math.Clamp((long)(mostWeight - _weight) * _entries.Count / _weight, 1, most);

    private void Add(Entry entry)
    {
        if (entry.Kind == EntryKind.End)
        {
            _atEnd = true;
            return;
        }

        _entries.Add(new NumberedEntry(_next, entry));
        _weight += entry.Weight();
        _next++;
    }

    private bool StepOver()
    {
        if (from.Log.Lost?.Contains(_next) != true)
        {
            return false;
        }

        _next++;
        return true;
    }

    private static Entry Read(StateItem item)
    {
        var entry = Entry.Read(item.Value);
        return entry.Format <= Entry.NewestFormat
            ? entry
            : throw new StateStoreException($"An entry has format {entry.Format}; this version of the component reads up to {Entry.NewestFormat}.");
    }
}
