using CommonGround.Platform.Logging.Processing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>
/// Stands around each handler of the API: between its result and the answer that the result writes, the lines of the request become durable.
/// A change took them along in its own commit, and then there is nothing left to do.
/// </summary>
internal static class LoggedResults
{
    public static void Apply(EndpointBuilder builder)
    {
        if (builder is RouteEndpointBuilder route)
        {
            route.FilterFactories.Insert(0, static (_, next) => invocation => RunAsync(invocation, next));
        }
    }

    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var result = await next(invocation);
        var context = invocation.HttpContext;
        if (context.Features.Get<Act>() is { } act)
        {
            var outcome = ActOutcome.OfHttp(ResultStatus.Of(result) ?? context.Response.StatusCode);
            await context.RequestServices.GetRequiredService<ActCommits>().CommitAnswerAsync(act, outcome);
        }

        return result;
    }
}
