using System.Globalization;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Api.Answers;

/// <summary>Answers with problem details in Dutch (ADR-17). Without a detail of its own it says what the status means.</summary>
internal sealed class ProblemResult(int status, string? detail = null, IReadOnlyList<InputError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    /// <summary>After how long to try again, for 429 and 503.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;

        // Middleware of ASP.NET clears the headers before it reports a failure.
        httpContext.RequestServices.GetRequiredService<StandardHeaders>().Apply(response.Headers);
        if (RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status415UnsupportedMediaType)
        {
            NameMediaType(httpContext);
        }

        response.ContentType = MediaTypes.Problem;
        var body = ProblemWriter.Write(status, detail, errors);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body);
        }
    }

    // RFC 5789 asks for Accept-Patch with 415, RFC 9110 for Accept.
    private static void NameMediaType(HttpContext context)
    {
        if (HttpMethods.IsPatch(context.Request.Method))
        {
            context.Response.Headers["Accept-Patch"] = MediaTypes.MergePatch;
        }
        else
        {
            context.Response.Headers.Accept = MediaTypes.Json;
        }
    }
}
