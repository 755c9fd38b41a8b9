using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Platform.Api.Limits;

/// <summary>
/// Tells a client that the connection ends with this answer, where the request says that its body is larger than the server reads (RFC 9112,
/// section 9.6). One that is not told may send its next request on a connection that is closing, and have no answer.
/// </summary>
internal static class UnreadBodies
{
    public static RequestDelegate Middleware(RequestDelegate next) => context =>
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && IsTooLarge(context))
        {
            context.Response.OnStarting(Close, context);
        }

        return next(context);
    };

    // Asked again: an endpoint may have lifted the limit.
    private static Task Close(object state)
    {
        var context = (HttpContext)state;
        if (IsTooLarge(context))
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    private static bool IsTooLarge(HttpContext context) =>
        context.Request.ContentLength is { } length && length > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
}
