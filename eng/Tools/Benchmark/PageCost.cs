namespace CommonGround.Tools.Benchmark;

/// <summary>What one page took.</summary>
internal sealed record PageCost(double Calls, double Bytes, double Milliseconds);
