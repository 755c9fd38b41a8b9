using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// The source of the spans that become processing lines, through the API of OpenTelemetry in .NET. It has a listener of its own, so that no
/// sampler of other tracing leaves one out (LDV-08), and a name that no exporter of ordinary traces takes: what it says belongs in the
/// Logboek only.
/// </summary>
internal sealed class ProcessingSource : IDisposable
{
    public const string Name = "Logboek.Dataverwerkingen";

    private readonly ActivitySource _source = new(Name);
    private readonly ActivityListener _listener;

    public ProcessingSource()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>
    /// Begins a span beside the current one, which stays current: beneath a recorded span every other would be recorded, and calls to elsewhere
    /// would say so.
    /// </summary>
    /// <param name="name">What is done.</param>
    /// <param name="origin">Which trace it continues.</param>
    /// <param name="began">When.</param>
    public Activity Start(string name, TraceOrigin origin, DateTimeOffset began)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            ActivityLink[]? links = origin.Link is { } link ? [new ActivityLink(link)] : null;

            // Without a listener, as when the component stops, there still is an id to write the line under (LDV-10).
            return _source.StartActivity(name, ActivityKind.Server, origin.Parent, null, links, began) ?? Unheard(name, origin, began);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    /// <summary>Ends it, and leaves the current one as it is.</summary>
    public static void Stop(Activity span)
    {
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    private static Activity Unheard(string name, TraceOrigin origin, DateTimeOffset began)
    {
        var span = new Activity(name).SetIdFormat(ActivityIdFormat.W3C).SetStartTime(began.UtcDateTime);
        if (origin.Parent.TraceId != default)
        {
            span.SetParentId(origin.Parent.TraceId, origin.Parent.SpanId);
        }

        return span.Start();
    }
}
