namespace CommonGround.Platform.Tests.Authentication;

/// <summary>A clock that moves when a test says so, whole seconds from the start.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now = System.GetUtcNow().ToUnixTimeSeconds();

    public override long TimestampFrequency => 1;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Volatile.Read(ref _now));

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _now, (long)time.TotalSeconds);
}
