namespace CommonGround.Platform.Invocation;

/// <summary>
/// How patient calls to one component or service are. Section <c>Calls:{app-id}</c>, or <c>Fsc:Services:{name}</c> for one of another
/// organization.
/// </summary>
public sealed class CallOptions
{
    /// <summary>
    /// How long a call may take in all, its tries and pauses included; default 9 seconds, from 10 ms to 10 minutes. Keep it below
    /// <c>Limits:RequestTimeout</c>, so that who waits for the component still gets an answer; a handler of events may take longer.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>How long one try may take until its headers are there; default 4 seconds, from 10 ms to <see cref="Timeout"/>.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a call that is safe to repeat is tried again; default 2, from 0 to 10.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>The pause before the first repetition; it doubles, and chance spreads it. Default 200 ms, from 1 ms to 1 minute.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause that is not asked for by <c>Retry-After</c>; default 2 seconds, from <see cref="FirstPause"/> to 5 minutes.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The part of the tries that must fail for the breaker to open; default 0.5, from 0.01 to 1.</summary>
    public double BreakerRatio { get; set; } = 0.5;

    /// <summary>Of how many tries, at least; default 10, from 2 to 10,000.</summary>
    public int BreakerTries { get; set; } = 10;

    /// <summary>Within which time; default 30 seconds, from 500 ms to 1 hour.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker lets nothing through before it tries one call; default 5 seconds, from 500 ms to 1 hour.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the callee does a request once however often it comes with the same <c>Idempotency-Key</c>, as components of this kit do. Only
    /// then is a POST or PATCH repeated, or a PUT or DELETE with a condition. Default true for a component, false for a service of another
    /// organization: ask its supplier.
    /// </summary>
    public bool HonoursIdempotencyKey { get; set; } = true;

    /// <summary>The largest body that is sent, in bytes, since it is kept for repetition; default 4 MiB, from 1,024 to 1 GiB.</summary>
    public long LargestBody { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// The largest answer that is read into memory, in bytes; default 16 MiB, from 1,024 to 1 GiB. Whoever reads the stream of an answer
    /// himself, after its headers, is not limited.
    /// </summary>
    public long LargestAnswer { get; set; } = 16 * 1024 * 1024;
}
