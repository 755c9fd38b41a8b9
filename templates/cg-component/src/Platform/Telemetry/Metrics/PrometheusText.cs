using System.Globalization;
using System.Text;

namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>Writes metrics in Prometheus' text format 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(ServiceIdentity service, IEnumerable<InstrumentSeries> instruments)
    {
        var text = new StringBuilder(16 * 1024);
        text.Append("# HELP target_info Who reports these metrics.\n# TYPE target_info gauge\ntarget_info");
        WriteLabels(text, [new("service.name", service.Name), new("service.version", service.Version)], []);
        text.Append(" 1\n");

        var families = instruments
            .Where(instrument => instrument.All.Any())
            .GroupBy(series => PrometheusName.Of(series.Instrument.Name, series.Instrument.Unit, series.Kind))
            .OrderBy(family => family.Key, StringComparer.Ordinal);
        foreach (var family in families)
        {
            WriteFamily(text, family.Key, [.. family]);
        }

        return text.ToString();
    }

    /// <summary>Meters may share a name, each with its own scope label, but not a name with two meanings: the first one stays.</summary>
    private static void WriteFamily(StringBuilder text, string name, InstrumentSeries[] family)
    {
        var first = family[0];
        text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(first.Instrument.Description ?? "")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(first.Kind)).Append('\n');
        foreach (var instrument in family.Where(instrument => TypeOf(instrument.Kind) == TypeOf(first.Kind)))
        {
            foreach (var (tags, series) in instrument.All)
            {
                WriteSeries(text, name, instrument, tags, series.Read());
            }
        }
    }

    private static void WriteSeries(StringBuilder text, string name, InstrumentSeries instrument, TagSet tags, SeriesSnapshot value)
    {
        KeyValuePair<string, object?>[] labels = [.. tags.Tags, new("otel.scope.name", instrument.Instrument.Meter.Name)];
        if (instrument.Kind != MetricKind.Histogram)
        {
            WriteSample(text, name, labels, [], value.Sum);
            return;
        }

        long count = 0;
        for (var i = 0; i < value.Counts.Length; i++)
        {
            count += value.Counts[i];
            var bound = i < value.Bounds.Length ? Number(value.Bounds[i]) : "+Inf";
            WriteSample(text, name + "_bucket", labels, [new("le", bound)], count);
        }

        WriteSample(text, name + "_sum", labels, [], value.Sum);
        WriteSample(text, name + "_count", labels, [], count);
    }

    private static void WriteSample(
        StringBuilder text,
        string name,
        ReadOnlySpan<KeyValuePair<string, object?>> labels,
        ReadOnlySpan<KeyValuePair<string, object?>> more,
        double value)
    {
        text.Append(name);
        WriteLabels(text, labels, more);
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static void WriteLabels(
        StringBuilder text, ReadOnlySpan<KeyValuePair<string, object?>> labels, ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var separator = '{';
        foreach (var (name, value) in (ReadOnlySpan<KeyValuePair<string, object?>>)[.. labels, .. more])
        {
            text.Append(separator).Append(PrometheusName.OfLabel(name)).Append("=\"").Append(EscapeLabel(Text(value))).Append('"');
            separator = ',';
        }

        text.Append('}');
    }

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
