namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// One pass over a window: each event goes once at most. While events fail, others go in portions, so that there are some with every
/// attempt: their acknowledgements tell an event that cannot be taken from a destination that is down.
/// </summary>
internal sealed class PublishAttempt(PublishWindow window)
{
    private const int Portion = 16;

    private readonly HashSet<WaitingEvent> _tried = [];
    private int _others = window.Events.Any(e => e is { IsDone: false, Failures: > 0 }) ? Portion : int.MaxValue;
    private bool _failed;

    /// <summary>The events that go next, of no subject two; empty where the pass is over.</summary>
    public IReadOnlyList<WaitingEvent> Next(int most)
    {
        var ready = window.Ready().Where(e => !_tried.Contains(e)).ToList();
        var next = ready.Where(e => e.Failures > 0).Take(most).ToList();
        var others = ready.Where(e => e.Failures == 0).Take(Math.Min(_others, most - next.Count)).ToList();
        _others -= _others == int.MaxValue ? 0 : others.Count;
        next.AddRange(others);
        _tried.UnionWith(next);
        return next;
    }

    /// <summary>An event was not taken: what has not gone yet goes with the next attempts.</summary>
    public void Failed()
    {
        if (!_failed && _others == int.MaxValue)
        {
            _others = 0;
        }

        _failed = true;
    }
}
