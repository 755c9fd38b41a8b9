namespace CommonGround.Simulation.Time;

/// <summary>The one clock of a run. It stands still until the scheduler moves it.</summary>
internal sealed class Clock
{
    private readonly PriorityQueue<(SimulatedTimer Timer, int Setting), (long Due, long Order)> _timers = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Passed => Now - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Set(SimulatedTimer timer, int setting, TimeSpan dueIn) =>
        _timers.Enqueue((timer, setting), ((Now + dueIn).Ticks, _order++));

    /// <returns>When the next timer fires, or <see langword="null"/> where none is set.</returns>
    public DateTimeOffset? NextDue()
    {
        while (_timers.TryPeek(out var next, out var at))
        {
            if (next.Timer.IsSet(next.Setting))
            {
                return new DateTimeOffset(at.Due, TimeSpan.Zero);
            }

            _timers.Dequeue();
        }

        return null;
    }

    /// <summary>Moves on, and fires what is due by then, in its order.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (NextDue() is { } due && due <= time)
        {
            Now = due > Now ? due : Now;
            _timers.Dequeue().Timer.Fire();
        }

        Now = time > Now ? time : Now;
    }
}
