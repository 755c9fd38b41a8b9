using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Time;

/// <summary>
/// The time of one machine: the clock of the run, with timers that fire on that machine. What it measures with may run fast; what it
/// calls the date is right.
/// </summary>
internal sealed class SimulatedTime(Clock clock, Machine machine) : TimeProvider
{
    private DateTimeOffset _since = clock.Now;
    private long _before = clock.Now.Ticks;

    /// <summary>How fast the machine measures time, for timestamps and for timers that are set from now on.</summary>
    public double Rate
    {
        get;
        set
        {
            (_before, _since) = (GetTimestamp(), clock.Now);
            field = value;
        }
    } = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override long GetTimestamp() => _before + (long)((clock.Now - _since).Ticks * Rate);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(clock, this, machine, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
