using System.Globalization;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;

namespace CommonGround.Platform.Dapr;

/// <summary>Where the sidecar listens for HTTP, and the token that it asks for, as Dapr's own variables tell.</summary>
internal sealed class SidecarAddress
{
    private const string Port = "DAPR_HTTP_PORT";
    private const string Endpoint = "DAPR_HTTP_ENDPOINT";
    private const string Token = "DAPR_API_TOKEN";
    private const string TokenHeader = "dapr-api-token";

    private readonly string? _token;

    private SidecarAddress(Uri root, string? token) => (Root, _token) = (root, token);

    /// <summary>The address, which ends on a slash.</summary>
    public Uri Root { get; }

    /// <summary>Reads the variables. As in Dapr's SDKs an endpoint counts before a port.</summary>
    /// <exception cref="StartupRefusedException">They name no sidecar that can be called over HTTP.</exception>
    public static SidecarAddress Of(IConfiguration configuration)
    {
        // A secret that was made from a file often ends on a line break, which no header takes.
        var token = Given(configuration, Token);
        return Given(configuration, Endpoint) is { } endpoint ? new(OfEndpoint(endpoint), token)
            : Given(configuration, Port) is { } port ? new(OfPort(port), token)
            : throw new StartupRefusedException(
                $"This component talks to its sidecar over HTTP, and neither {Port} nor {Endpoint} is set: the variables for gRPC do not tell " +
                "where the sidecar listens for HTTP. 'dapr run' and the sidecar injector set both; elsewhere set " +
                $"{Port}, such as 3500, or {Endpoint}, such as http://localhost:3500.");
    }

    /// <summary>Adds the token, where the sidecar asks for one.</summary>
    public void Authorize(HttpRequestMessage request)
    {
        if (_token is not null)
        {
            request.Headers.Remove(TokenHeader);
            request.Headers.TryAddWithoutValidation(TokenHeader, _token);
        }
    }

    /// <summary>Takes the token away again, where a request outlives the call.</summary>
    public static void Forget(HttpRequestMessage request) => request.Headers.Remove(TokenHeader);

    private static string? Given(IConfiguration configuration, string variable) =>
        configuration[variable]?.Trim() is { Length: > 0 } value ? value : null;

    private static Uri OfPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? new Uri($"http://127.0.0.1:{port}/")
            : throw new StartupRefusedException($"{Port} is '{text}'. Set it to the port on which the sidecar listens for HTTP, such as 3500.");

    private static Uri OfEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            && (endpoint.UserInfo + endpoint.Query + endpoint.Fragment).Length == 0
            ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/")
            : throw new StartupRefusedException(
                $"{Endpoint} is no address that can be used; it is not repeated here, because it may hold a password. Set it to the address of the " +
                "sidecar's HTTP API, such as http://localhost:3500: http or https, without user, password, query or fragment.");
}
