using CommonGround.Platform.Telemetry.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Platform.Telemetry;

/// <summary>What the management port answers: three paths, and 404 for all else.</summary>
internal sealed class ManagementApplication(Readiness readiness, MetricsListener metrics) : IHttpApplication<HttpContext>
{
    private const string PlainText = "text/plain; charset=utf-8";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/health/live" => Answer(context, StatusCodes.Status200OK, PlainText, static () => "live\n"),
        "/health/ready" => AnswerReadiness(context),
        "/metrics" => Answer(context, StatusCodes.Status200OK, PrometheusText.ContentType, metrics.Scrape),
        _ => Answer(context, StatusCodes.Status404NotFound, PlainText, static () => "not found\n"),
    };

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>One line per thing that is missing: whoever looks at the pod sees why it gets no requests.</summary>
    private Task AnswerReadiness(HttpContext context)
    {
        var missing = readiness.Missing();
        return missing.Count == 0
            ? Answer(context, StatusCodes.Status200OK, PlainText, static () => "ready\n")
            : Answer(context, StatusCodes.Status503ServiceUnavailable, PlainText, () => string.Concat(missing.Select(line => line + "\n")));
    }

    private static Task Answer(HttpContext context, int status, string contentType, Func<string> body)
    {
        var response = context.Response;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.WriteAsync(body(), context.RequestAborted);
    }
}
