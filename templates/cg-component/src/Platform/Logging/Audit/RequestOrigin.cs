using System.Net;
using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// From which address a request comes. The socket's own, which the middleware of <c>Proxy</c> replaced by what a known proxy says; behind the
/// sidecar, whose socket it always is, the address that the sidecar added last. What a caller itself wrote there stands before that.
/// </summary>
internal static class RequestOrigin
{
    private const string Local = "local";

    public static string Of(HttpContext context)
    {
        var headers = context.Request.Headers;
        var said = context.Features.Get<SidecarCall>() is null
            ? null
            : Address(Last(headers["X-Forwarded-For"])) ?? Address(For(Last(headers["Forwarded"])));
        return said ?? Text(context.Connection.RemoteIpAddress);
    }

    /// <summary>Of a request that could not be read: the socket's own address, which is that of the proxy or the sidecar where there is one.</summary>
    public static string OfSocket(IFeatureCollection features) => Text(features.Get<IHttpConnectionFeature>()?.RemoteIpAddress);

    private static string Text(IPAddress? address) => address?.ToString() ?? Local;

    private static string? Last(StringValues values) => values.Count == 0 ? null : values[^1]?.Split(',')[^1].Trim();

    // RFC 7239: for=192.0.2.7;by=…, an address of IPv6 in quotes and brackets.
    private static string? For(string? element) =>
        element?.Split(';', StringSplitOptions.TrimEntries)
            .FirstOrDefault(pair => pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase))?["for=".Length..].Trim('"');

    private static string? Address(string? text) => IPEndPoint.TryParse(text ?? "", out var place) ? place.Address.ToString() : null;
}
