using System.Diagnostics.Metrics;
using System.Numerics;

namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>The upper bounds of a histogram's buckets: what its author advises, else OpenTelemetry's default.</summary>
internal static class HistogramBounds
{
    private static readonly double[] Default = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    public static double[] Of(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => Advised(histogram),
        Histogram<float> histogram => Advised(histogram),
        Histogram<long> histogram => Advised(histogram),
        Histogram<int> histogram => Advised(histogram),
        Histogram<short> histogram => Advised(histogram),
        Histogram<byte> histogram => Advised(histogram),
        Histogram<decimal> histogram => Advised(histogram),
        _ => Default,
    };

    private static double[] Advised<T>(Histogram<T> histogram)
        where T : struct, INumber<T> =>
        histogram.Advice?.HistogramBucketBoundaries is { } advised ? [.. advised.Select(double.CreateChecked)] : Default;
}
