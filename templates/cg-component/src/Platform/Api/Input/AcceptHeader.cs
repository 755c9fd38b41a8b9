using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api.Input;

/// <summary>Whether the caller takes JSON: the most specific range that covers it decides (ADR-35, RFC 9110, 12.5.1).</summary>
internal static class AcceptHeader
{
    public static bool TakesJson(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || (accept.Count == 1 && accept[0] is "*/*" or MediaTypes.Json or ""))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var ranges) && TakesJson(ranges);
    }

    private static bool TakesJson(IList<MediaTypeHeaderValue> ranges)
    {
        var (specificity, takes) = (0, false);
        foreach (var range in ranges)
        {
            var rank = Rank(range.MediaType);
            if (rank > specificity)
            {
                (specificity, takes) = (rank, range.Quality is not 0);
            }
            else if (rank == specificity && rank > 0)
            {
                takes |= range.Quality is not 0;
            }
        }

        return takes;
    }

    private static int Rank(StringSegment range) =>
        range.Equals(MediaTypes.Json, StringComparison.OrdinalIgnoreCase) ? 3
        : range.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
        : range.Equals("*/*", StringComparison.Ordinal) ? 1
        : 0;
}
