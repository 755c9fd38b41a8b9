using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// Finishes the span that the server began, by OpenTelemetry's conventions for HTTP. The path is the route's template: an id
/// may be personal, and what no route knows may be anything. No query string (PRV-01).
/// </summary>
internal sealed class ServerSpan(RequestDelegate next)
{
    public const string HealthPath = "/healthz";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            Finish(span, context, context.Response.StatusCode, context.Features.Get<IExceptionHandlerFeature>());
        }
        catch (Exception exception)
        {
            Finish(span, context, StatusCodes.Status500InternalServerError, null);
            span.SetTag("error.type", exception.GetType().FullName);
            throw;
        }
    }

    private static void Finish(Activity span, HttpContext context, int status, IExceptionHandlerFeature? failure)
    {
        var request = context.Request;
        if (request.Path == HealthPath)
        {
            // The sidecar asks every few seconds; nobody reads those spans.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var method = HttpMethodName.Of(request.Method);
        var route = (failure?.Endpoint ?? context.GetEndpoint()) is RouteEndpoint endpoint ? RouteTemplate.Of(endpoint) : null;
        span.DisplayName = route is null ? method.ForSpan : $"{method.ForSpan} {route}";
        span.SetTag("http.request.method", method.ForTag);
        span.SetTag("http.response.status_code", status);
        span.SetTag("network.protocol.version", ProtocolVersion(request.Protocol));

        // The caller writes it, so it may be anything.
        span.SetTag("server.address", Redaction.Mask(request.Host.Host));
        span.SetTag("url.scheme", request.Scheme);
        if (route is not null)
        {
            span.SetTag("http.route", route);
            span.SetTag("url.path", route);
        }

        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", failure?.Error.GetType().FullName ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string ProtocolVersion(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? "2" : HttpProtocol.IsHttp3(protocol) ? "3" : HttpProtocol.IsHttp10(protocol) ? "1.0" : "1.1";
}
