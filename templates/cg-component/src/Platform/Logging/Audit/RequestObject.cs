using System.Text;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// What a request was about: its path by the route, with the ids that came in it. A path that no route knows may hold anything, and is not
/// written; nor is a value that may name a person (PRV-01). Never the query.
/// </summary>
internal static class RequestObject
{
    public const string Unknown = "unknown";

    private const int LongestValue = 64;

    public static string Of(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return Unknown;
        }

        var template = RouteTemplate.Of(endpoint);
        if (endpoint.RoutePattern.Parameters.Count == 0)
        {
            return template;
        }

        var path = new StringBuilder(template);
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            if (context.Request.RouteValues.TryGetValue(parameter.Name, out var value) && value is string text && IsId(text))
            {
                path.Replace($"{{{parameter.Name}}}", text);
            }
        }

        return path.ToString();
    }

    private static bool IsId(string text) =>
        Guid.TryParseExact(text, "D", out _) || Oin.TryParse(text, out _) || (text.Length <= LongestValue && text.All(IsPlain) && !HoldsBsn(text));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    // Also one with separators, as people write it.
    private static bool HoldsBsn(string text) => HasBsnRun(text) || HasBsnRun(string.Concat(text.Where(char.IsAsciiLetterOrDigit)));

    private static bool HasBsnRun(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var length = 0;
            while (start + length < text.Length && char.IsAsciiDigit(text[start + length]))
            {
                length++;
            }

            if (ElevenTest.Passes(text.AsSpan(start, length)))
            {
                return true;
            }

            start += length;
        }

        return false;
    }
}
