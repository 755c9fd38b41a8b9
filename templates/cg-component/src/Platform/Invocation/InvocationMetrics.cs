using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Invocation;

/// <summary>What becomes of calls to others, by client: the app-id, or the name of the service.</summary>
internal sealed class InvocationMetrics
{
    public const string Meter = "CommonGround.Invocation";

    private const string Client = "commonground.invocation.client";
    private const string ErrorType = "error.type";

    private readonly ConcurrentDictionary<string, Func<bool>> _breakers = [];
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _opened;

    public InvocationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _duration = meter.CreateHistogram(
            "commonground.invocation.call.duration", "s", "How long a call to another component or service took, its tries and pauses included.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _retries = meter.CreateCounter<long>("commonground.invocation.retries", "{try}", "Calls that were tried again.");
        _opened = meter.CreateCounter<long>("commonground.invocation.breaker.opened", "{time}", "How often a breaker opened.");
        meter.CreateObservableGauge(
            "commonground.invocation.breaker.open", Breakers, "{breaker}", "1 while a breaker lets nothing through but a trial, otherwise 0.");
    }

    public void Watch(string client, Func<bool> isOpen) => _breakers[client] = isOpen;

    public void Called(string client, TimeSpan duration, string? error)
    {
        var name = KeyValuePair.Create(Client, (object?)client);
        if (error is null)
        {
            _duration.Record(duration.TotalSeconds, name);
        }
        else
        {
            _duration.Record(duration.TotalSeconds, name, new(ErrorType, error));
        }
    }

    public void Retried(string client, string? error) => _retries.Add(1, new(Client, client), new(ErrorType, error));

    public void Opened(string client) => _opened.Add(1, new KeyValuePair<string, object?>(Client, client));

    private IEnumerable<Measurement<int>> Breakers() =>
        _breakers.Select(breaker => new Measurement<int>(breaker.Value() ? 1 : 0, new KeyValuePair<string, object?>(Client, breaker.Key)));
}
