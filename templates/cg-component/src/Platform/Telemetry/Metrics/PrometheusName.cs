using System.Text;

namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>Names as OpenTelemetry translates them for Prometheus: <c>http.server.request.duration</c> in <c>s</c> becomes
/// <c>http_server_request_duration_seconds</c>.</summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
    };

    private static readonly Dictionary<string, string> PerUnits = new()
    {
        ["s"] = "second",
        ["min"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
    };

    public static string Of(string name, string? unit, MetricKind kind)
    {
        var text = Sanitize(name, allowColon: true);
        var suffix = Unit(unit, kind);
        if (suffix.Length > 0 && !EndsWithWord(text, suffix))
        {
            text += "_" + suffix;
        }

        return kind != MetricKind.Counter ? text : EndsWithWord(text, "total") ? text : text + "_total";
    }

    public static string OfLabel(string name) => Sanitize(name, allowColon: false);

    /// <summary><c>1</c> makes a gauge a ratio, and <c>By/s</c> is bytes per second.</summary>
    private static string Unit(string? unit, MetricKind kind)
    {
        if (unit == "1")
        {
            return kind == MetricKind.Gauge ? "ratio" : "";
        }

        return (unit ?? "").Split('/', 2) switch
        {
            [var one] => Word(Units, one),
            [var one, var per] => $"{Word(Units, one)}_per_{Word(PerUnits, per)}".TrimStart('_'),
            _ => "",
        };
    }

    /// <summary>What stands in braces, such as <c>{request}</c>, only explains.</summary>
    private static string Word(Dictionary<string, string> words, string unit) =>
        unit.StartsWith('{') ? ""
        : words.TryGetValue(unit, out var word) ? word
        : Sanitize(unit, allowColon: false).Trim('_');

    private static bool EndsWithWord(string name, string word) =>
        name == word || name.EndsWith("_" + word, StringComparison.Ordinal);

    /// <summary>What Prometheus does not allow becomes one underscore, however much of it there is in a row.</summary>
    private static string Sanitize(string name, bool allowColon)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || (allowColon && character == ':'))
            {
                if (text.Length == 0 && char.IsAsciiDigit(character))
                {
                    text.Append('_');
                }

                text.Append(character);
            }
            else if (text.Length == 0 || text[^1] != '_')
            {
                text.Append('_');
            }
        }

        return text.ToString();
    }
}
