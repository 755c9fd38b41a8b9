using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Api.Routing;

/// <summary>
/// What <c>{id:guid}</c> matches: a UUID as RFC 9562 writes it, in lower case. The framework's own constraint also takes braces, signs,
/// capitals and 32 bare digits, which would give one resource several addresses (ADR-12).
/// </summary>
internal sealed class UuidRouteConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value switch
        {
            Guid => true,
            string text => IsCanonical(text),
            _ => false,
        };

    // The parser itself is lenient: it takes capitals, and a sign before a part.
    private static bool IsCanonical(string text)
    {
        Span<char> canonical = stackalloc char[36];
        return Guid.TryParseExact(text, "D", out var id) && id.TryFormat(canonical, out _) && text.AsSpan().SequenceEqual(canonical);
    }
}
