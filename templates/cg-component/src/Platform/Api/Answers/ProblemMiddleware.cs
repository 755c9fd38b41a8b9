using CommonGround.Platform.Logging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Api.Answers;

/// <summary>
/// Gives every answer the standard headers and every error a body: an exception becomes a problem without its text, and a status
/// that came without a body gets the problem that belongs to it (ADR-07, ADR-17).
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, StandardHeaders standardHeaders, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        standardHeaders.Apply(response.Headers);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            await FailAsync(context, exception);
            return;
        }

        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null)
        {
            await new ProblemResult(response.StatusCode).ExecuteAsync(context);
        }
    }

    private async Task FailAsync(HttpContext context, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The caller is gone: nobody reads an answer, and nothing is wrong here. The status is for logs and metrics.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }

        // Where a fault could not be logged for the organization, it still is for whoever runs the component.
        var fault = exception is NotLoggedException { InnerException: { } notLogged } ? notLogged : exception;
        if (Problems.Of(fault) is null)
        {
            Log.Unhandled(logger, fault);
            Tell(context, fault);
        }

        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await (Problems.Of(exception) ?? Problems.Internal).ExecuteAsync(context);
    }

    /// <summary>Gives the request's span and its duration the type of the fault, as ASP.NET Core's own handler of exceptions does.</summary>
    private static void Tell(HttpContext context, Exception exception)
    {
        context.Features.Set<IExceptionHandlerFeature>(
            new ExceptionHandlerFeature { Error = exception, Path = context.Request.Path, Endpoint = context.GetEndpoint() });
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("error.type", exception.GetType().FullName));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed unexpectedly")]
        public static partial void Unhandled(ILogger logger, Exception exception);
    }
}
