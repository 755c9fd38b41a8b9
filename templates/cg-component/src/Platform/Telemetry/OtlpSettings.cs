using System.Globalization;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// The variables of one signal, such as <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, which go before the common ones. The
/// exporter itself reads only those.
/// </summary>
internal static class OtlpSettings
{
    /// <exception cref="StartupRefusedException">A variable cannot be read; the message names it.</exception>
    public static void Apply(this OtlpExporterOptions options, IConfiguration configuration, string signal)
    {
        if (Read("ENDPOINT") is { } endpoint)
        {
            // An endpoint of one signal is used as it stands: no path is appended (OTLP exporter specification).
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? uri : throw Unreadable("ENDPOINT", "a URL");
        }

        if (Read("PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                _ => throw Unreadable("PROTOCOL", "grpc or http/protobuf"),
            };
        }

        if (Read("TIMEOUT") is { } timeout)
        {
            options.TimeoutMilliseconds = int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                ? milliseconds
                : throw Unreadable("TIMEOUT", "a number of milliseconds");
        }

        options.Headers = Read("HEADERS") ?? options.Headers;

        string? Read(string variable) => configuration[Name(variable)] is { Length: > 0 } value ? value : null;

        string Name(string variable) => $"OTEL_EXPORTER_OTLP_{signal}_{variable}";

        StartupRefusedException Unreadable(string variable, string expected) => new($"{Name(variable)} must be {expected}.");
    }
}
