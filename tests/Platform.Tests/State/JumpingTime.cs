namespace CommonGround.Platform.Tests.State;

/// <summary>
/// The clock of one machine, which jumps as an administrator or a time server lets it: the time of day is another one, while pauses and what
/// is measured go on by the clock beneath, as on a real machine.
/// </summary>
internal sealed class JumpingTime(TimeProvider beneath) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => beneath.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => beneath.GetUtcNow().AddTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() => beneath.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        beneath.CreateTimer(callback, state, dueTime, period);

    public void Jump(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
