using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Telemetry;

/// <summary>An HTTP method as spans name it: an invented one must not make a name of its own.</summary>
/// <param name="ForSpan">The word in the span's name.</param>
/// <param name="ForTag">The value of <c>http.request.method</c>.</param>
internal readonly record struct HttpMethodName(string ForSpan, string ForTag)
{
    public static HttpMethodName Of(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return known is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT"
            ? new HttpMethodName(known, known)
            : new HttpMethodName("HTTP", "_OTHER");
    }
}
