using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>
/// Makes an act of each request, and has its lines durable before anything of its answer goes out: those that no change and no result took along
/// are committed here. What cannot be made durable is not answered.
/// </summary>
internal sealed class AccountabilityMiddleware(RequestDelegate next, Acts acts, ActCommits commits, RequestFactSources sources)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var act = acts.Enter(new RequestFacts(context, sources));
        context.Features.Set(act);
        context.Response.OnStarting(() => BeforeAnswerAsync(context, act));
        try
        {
            await next(context);
            await commits.CommitAnswerAsync(act, ActOutcome.OfHttp(context.Response.StatusCode));
        }
        catch (Exception failure) when (failure is not NotLoggedException)
        {
            await commits.CommitAnswerAsync(act, OutcomeOf(context, failure));
            throw;
        }
        finally
        {
            act.End();
        }
    }

    /// <summary>For answers that nobody saw coming: a handler that writes by itself, or a time limit.</summary>
    private async Task BeforeAnswerAsync(HttpContext context, Act act)
    {
        if (act.IsOver)
        {
            return;
        }

        try
        {
            await commits.CommitAnswerAsync(act, ActOutcome.OfHttp(context.Response.StatusCode));
        }
        catch (NotLoggedException)
        {
            context.Abort();
            throw;
        }
        finally
        {
            act.End();
        }
    }

    private static ActOutcome OutcomeOf(HttpContext context, Exception failure) =>
        failure is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested
            ? ActOutcome.OfHttp(StatusCodes.Status499ClientClosedRequest)
            : ActOutcome.OfHttp(Problems.Of(failure)?.StatusCode ?? StatusCodes.Status500InternalServerError, failure);
}
