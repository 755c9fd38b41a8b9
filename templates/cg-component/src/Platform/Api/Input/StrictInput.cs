using CommonGround.Platform.Api.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Api.Input;

/// <summary>
/// Stands before each handler of the API: it checks the query and the <c>Accept</c> header, and answers with everything that is
/// wrong with the request in one go (ADR-19), so that a handler only sees valid input.
/// </summary>
internal static class StrictInput
{
    public static void Apply(EndpointBuilder builder)
    {
        if (builder is RouteEndpointBuilder route)
        {
            route.FilterFactories.Insert(0, (context, next) => Create(QueryContract.Of(context.MethodInfo, route.RoutePattern), next));
        }
    }

    private static EndpointFilterDelegate Create(QueryContract query, EndpointFilterDelegate next) => invocation =>
    {
        var context = invocation.HttpContext;
        if (!AcceptHeader.TakesJson(context.Request))
        {
            return ValueTask.FromResult<object?>(Problems.NotAcceptable);
        }

        query.Check(context);
        var input = context.Features.Get<RequestInput>();
        if (input?.Refusal is { } refusal)
        {
            return ValueTask.FromResult<object?>(refusal);
        }

        if (input is { Errors.Count: > 0 })
        {
            return ValueTask.FromResult<object?>(Problems.Invalid(input.Errors.All));
        }

        // A parameter that the framework could not bind, of a kind that is not looked at here.
        return context.Response.StatusCode == StatusCodes.Status400BadRequest
            ? ValueTask.FromResult<object?>(new ProblemResult(400))
            : next(invocation);
    };
}
