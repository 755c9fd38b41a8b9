using Microsoft.Extensions.Configuration;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// What leaves by OTLP. A signal needs an endpoint, its own or the common one: the default of the SDK (localhost) is not
/// used, so that a component without a collector stays silent.
/// </summary>
internal sealed record ExportedSignals(bool Traces, bool Metrics, bool Logs)
{
    public bool None => !Traces && !Metrics && !Logs;

    public static ExportedSignals Of(IConfiguration configuration)
    {
        var disabled = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return disabled ? new(false, false, false) : new(IsWanted("TRACES"), IsWanted("METRICS"), IsWanted("LOGS"));

        bool IsWanted(string signal) =>
            !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
            && (!string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
                || !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]));
    }
}
