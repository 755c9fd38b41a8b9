using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// A line per tenant, of which each is served in turn. Where all places are taken, the last of the longest line makes room for a tenant
/// with a shorter one. So one that floods waits behind itself, and alone it has all places (commit-log 2).
/// </summary>
internal sealed class TenantLines<T>(int places)
    where T : class
{
    private readonly Dictionary<Oin, LinkedList<T>> _lines = [];
    private readonly LinkedList<Oin> _turns = [];

    public int Count { get; private set; }

    /// <summary>Whose turn it is, or <see langword="null"/> where nobody waits.</summary>
    public T? Next => _turns.First is { } turn ? _lines[turn.Value].First!.Value : null;

    /// <param name="tenant">In whose line.</param>
    /// <param name="item">What waits.</param>
    /// <param name="removed">What lost its place to it, or <see langword="null"/>.</param>
    /// <returns>Whether it got a place.</returns>
    public bool TryAdd(Oin tenant, T item, out T? removed)
    {
        removed = null;
        if (Count >= places && (removed = MakeRoomFor(tenant)) is null)
        {
            return false;
        }

        if (!_lines.TryGetValue(tenant, out var line))
        {
            _lines.Add(tenant, line = []);
            _turns.AddLast(tenant);
        }

        line.AddLast(item);
        Count++;
        return true;
    }

    /// <summary>Serves <see cref="Next"/>; its tenant's next turn is after all others'.</summary>
    public T TakeNext()
    {
        var tenant = _turns.First!.Value;
        var line = _lines[tenant];
        var item = line.First!.Value;
        line.RemoveFirst();
        Count--;
        _turns.RemoveFirst();
        if (line.Count > 0)
        {
            _turns.AddLast(tenant);
        }
        else
        {
            _lines.Remove(tenant);
        }

        return item;
    }

    public void Remove(Oin tenant, T item)
    {
        if (!_lines.TryGetValue(tenant, out var line) || !line.Remove(item))
        {
            return;
        }

        Count--;
        if (line.Count == 0)
        {
            _lines.Remove(tenant);
            _turns.Remove(tenant);
        }
    }

    // Only where the lines become more alike by it: otherwise two tenants would take turns in pushing each other out.
    private T? MakeRoomFor(Oin tenant)
    {
        var longest = _turns.Select(t => _lines[t]).MaxBy(line => line.Count)!;
        if (longest.Count <= (_lines.GetValueOrDefault(tenant)?.Count ?? 0) + 1)
        {
            return null;
        }

        var last = longest.Last!.Value;
        longest.RemoveLast();
        Count--;
        return last;
    }
}
