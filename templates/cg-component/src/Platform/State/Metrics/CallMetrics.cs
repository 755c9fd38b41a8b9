using System.Diagnostics.Metrics;
using System.Text;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Metrics;

/// <summary>What the store is asked for, and how long it takes to answer.</summary>
internal sealed class CallMetrics
{
    private const string ErrorType = "error.type";

    // By the number of the StoreCall. A tag that is made once costs nothing on the path.
    private static readonly KeyValuePair<string, object?>[] Operations =
        [.. new[] { "get", "get_many", "transact" }.Select(name => KeyValuePair.Create("commonground.state.operation", (object?)name))];

    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;
    private long _keysRead;
    private long _bytesRead;
    private long _keysWritten;

    public CallMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(StateMeter.Name);
        _duration = meter.CreateHistogram(
            "commonground.state.call.duration", "s", "How long a call of the state store took.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        meter.CreateObservableCounter(
            "commonground.state.read.keys", () => Volatile.Read(ref _keysRead), "{key}", "Keys that the state store was asked for, and answered.");
        meter.CreateObservableCounter(
            "commonground.state.read.size", () => Volatile.Read(ref _bytesRead), "By", "What the values that were read are long.");
        meter.CreateObservableCounter(
            "commonground.state.written.keys", () => Volatile.Read(ref _keysWritten), "{key}", "Operations of the transactions that the state store acknowledged.");
    }

    /// <summary>A call begins.</summary>
    public long Begin() => _time.GetTimestamp();

    public void Read(long began, StateItem? item)
    {
        Answered(StoreCall.Get, began);
        Read(1, item is null ? 0 : SizeOf(item));
    }

    public void Read(long began, int keys, IReadOnlyDictionary<string, StateItem> items)
    {
        Answered(StoreCall.GetMany, began);
        Read(keys, items.Values.Sum(SizeOf));
    }

    public void Acknowledged(long began, int keys)
    {
        Answered(StoreCall.Transact, began);
        Interlocked.Add(ref _keysWritten, keys);
    }

    public void Failed(StoreCall call, long began, string error) =>
        _duration.Record(_time.GetElapsedTime(began).TotalSeconds, Operations[(int)call], new(ErrorType, error));

    private void Answered(StoreCall call, long began) => _duration.Record(_time.GetElapsedTime(began).TotalSeconds, Operations[(int)call]);

    private void Read(int keys, long bytes)
    {
        Interlocked.Add(ref _keysRead, keys);
        Interlocked.Add(ref _bytesRead, bytes);
    }

    private static long SizeOf(StateItem item) => Encoding.UTF8.GetByteCount(item.Value);
}
