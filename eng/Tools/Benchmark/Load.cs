namespace CommonGround.Tools.Benchmark;

/// <summary>What wrk counted.</summary>
/// <param name="Requests">Answers with a status below 400.</param>
/// <param name="Microseconds">How long it took.</param>
/// <param name="P50">The median latency, in microseconds.</param>
/// <param name="P99">The 99th percentile of the latency, in microseconds.</param>
/// <param name="Errors">Everything else than such an answer.</param>
internal sealed record Load(long Requests, long Microseconds, long P50, long P99, long Errors)
{
    public double PerSecond => Requests * 1e6 / Microseconds;
}
