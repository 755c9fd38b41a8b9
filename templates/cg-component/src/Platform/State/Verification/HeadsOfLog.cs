namespace CommonGround.Platform.State.Verification;

/// <summary>The heads from outside that are of one log, in the order of their numbers.</summary>
internal sealed class HeadsOfLog(IEnumerable<LogHead> heads)
{
    private readonly List<LogHead> _heads = [.. heads.Distinct().OrderBy(h => h.Number)];
    private int _next;

    /// <summary>The last number that any of them says was there, or -1.</summary>
    public long Last => _heads.Count == 0 ? -1 : _heads[^1].Number;

    /// <summary>Those that no number came for.</summary>
    public IReadOnlyList<LogHead> Left => _heads[_next..];

    /// <summary>How many are of numbers before this one. They are not looked at any more.</summary>
    public int Skip(long number)
    {
        var from = _next;
        while (_next < _heads.Count && _heads[_next].Number < number)
        {
            _next++;
        }

        return _next - from;
    }

    /// <summary>The heads of a number, which comes after all that were asked for before.</summary>
    public IReadOnlyList<LogHead> Of(long number)
    {
        if (_next == _heads.Count || _heads[_next].Number > number)
        {
            return [];
        }

        Skip(number);
        var from = _next;
        Skip(number + 1);
        return _heads[from.._next];
    }
}
