namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>The value of one series: a number, or the buckets of a histogram.</summary>
internal sealed class Series(double[]? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[]? _counts = bounds is null ? null : new long[bounds.Length + 1];
    private double _sum;

    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            if (bounds is not null)
            {
                _counts![Bucket(bounds, value)]++;
            }
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _sum = value;
        }
    }

    public SeriesSnapshot Read()
    {
        lock (_lock)
        {
            return new SeriesSnapshot(_sum, bounds ?? [], _counts is null ? [] : [.. _counts]);
        }
    }

    /// <summary>The first bucket whose bound the value does not exceed; the last one has none.</summary>
    private static int Bucket(double[] bounds, double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && !(value <= bounds[bucket]))
        {
            bucket++;
        }

        return bucket;
    }
}
