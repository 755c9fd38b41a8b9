using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Time;

/// <summary>The time of one machine: the clock of the run, with timers that fire on that machine.</summary>
internal sealed class SimulatedTime(Clock clock, Machine machine) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override long GetTimestamp() => clock.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(clock, machine, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
