using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CommonGround.Platform.Api.Routing;

/// <summary>
/// Answers what matches no endpoint before anyone is asked for a token, and takes paths by the letter: routing itself also serves
/// <c>/Aanvragen</c> and <c>/aanvragen/</c> (ADR-11, ADR-12).
/// </summary>
internal static class StrictPaths
{
    public static RequestDelegate Middleware(RequestDelegate next) => context =>
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || !IsExact(context.Request.Path.Value, endpoint))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Routing's own answers, such as 405 with Allow, are the same for everyone.
        return endpoint is RouteEndpoint ? next(context) : endpoint.RequestDelegate!(context);
    };

    private static bool IsExact(string? path, Endpoint endpoint)
    {
        if (path is null or "" or "/")
        {
            return true;
        }

        return path[^1] != '/'
            && (!path.AsSpan().ContainsAnyInRange('A', 'Z') || (endpoint is RouteEndpoint route && HasCaseOf(path, route.RoutePattern)));
    }

    // Only literals have a case of their own: a parameter is the business of the endpoint.
    private static bool HasCaseOf(string path, RoutePattern pattern)
    {
        var segments = path.Split('/')[1..];
        for (var i = 0; i < pattern.PathSegments.Count && i < segments.Length; i++)
        {
            if (pattern.PathSegments[i] is { IsSimple: true } segment
                && segment.Parts[0] is RoutePatternLiteralPart literal
                && !string.Equals(literal.Content, segments[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
