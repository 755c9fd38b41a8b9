namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>What a series held at one moment.</summary>
/// <param name="Sum">The number, or the sum of what a histogram was given.</param>
/// <param name="Bounds">The upper bounds of a histogram's buckets.</param>
/// <param name="Counts">How many fell in each bucket, and last how many in none.</param>
internal sealed record SeriesSnapshot(double Sum, double[] Bounds, long[] Counts);
