using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CommonGround.Platform.Telemetry;

/// <summary>The template of a route without its constraints: <c>/v1/aanvragen/{id}</c>.</summary>
internal static class RouteTemplate
{
    private static readonly ConditionalWeakTable<RouteEndpoint, string> Known = [];

    public static string Of(RouteEndpoint endpoint) => Known.GetValue(endpoint, static endpoint => Write(endpoint.RoutePattern));

    private static string Write(RoutePattern pattern)
    {
        var template = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            template.Append('/');
            foreach (var part in segment.Parts)
            {
                _ = part switch
                {
                    RoutePatternLiteralPart literal => template.Append(literal.Content),
                    RoutePatternSeparatorPart separator => template.Append(separator.Content),
                    RoutePatternParameterPart parameter => template.Append('{').Append(parameter.Name).Append('}'),
                    _ => template,
                };
            }
        }

        return template.Length == 0 ? "/" : template.ToString();
    }
}
