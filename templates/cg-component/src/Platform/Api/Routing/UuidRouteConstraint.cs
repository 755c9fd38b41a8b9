using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Api.Routing;

/// <summary>
/// What <c>{id:guid}</c> matches: a UUID as RFC 9562 writes it. The framework's own constraint also takes braces and 32 bare digits,
/// which would give one resource several addresses.
/// </summary>
internal sealed class UuidRouteConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value switch
        {
            Guid => true,
            string text => Guid.TryParseExact(text, "D", out _),
            _ => false,
        };
}
