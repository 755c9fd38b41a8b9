using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api.Input;

/// <summary>Whether a body is of the one media type that the endpoint takes, in UTF-8 and not compressed (ADR-35).</summary>
internal static class ContentType
{
    public static bool Is(HttpRequest request, string mediaType)
    {
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count > 0 && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return request.ContentType == mediaType
            || (MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed)
                && parsed.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
                && (!parsed.Charset.HasValue || HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
    }
}
