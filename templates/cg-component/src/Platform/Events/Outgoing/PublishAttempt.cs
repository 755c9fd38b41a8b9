namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// One pass over a window: each event goes once at most. While events fail, others go in portions, so that there are some with every
/// attempt: their acknowledgements tell an event that cannot be taken from a destination that is down.
/// </summary>
internal sealed class PublishAttempt(PublishWindow window)
{
    private const int Portion = 16;

    private readonly HashSet<WaitingEvent> _tried = [];
    private readonly Queue<WaitingEvent> _failing = [];
    private readonly Queue<WaitingEvent> _others = [];
    private int _left = window.Ready().Any(e => e.Failures > 0) ? Portion : int.MaxValue;

    /// <summary>The events that go next, of no subject two; empty where the pass is over.</summary>
    public IReadOnlyList<WaitingEvent> Next(int most)
    {
        if (_failing.Count + _others.Count == 0)
        {
            foreach (var ready in window.Ready().Where(_tried.Add))
            {
                (ready.Failures > 0 ? _failing : _others).Enqueue(ready);
            }
        }

        var next = new List<WaitingEvent>();
        while (next.Count < most && _failing.TryDequeue(out var failing))
        {
            next.Add(failing);
        }

        while (next.Count < most && _left > 0 && _others.TryDequeue(out var other))
        {
            next.Add(other);
            _left -= _left == int.MaxValue ? 0 : 1;
        }

        return next;
    }

    /// <summary>An event was not taken: what has not gone yet goes with the next attempts.</summary>
    public void Failed() => _left = _left == int.MaxValue ? 0 : _left;
}
