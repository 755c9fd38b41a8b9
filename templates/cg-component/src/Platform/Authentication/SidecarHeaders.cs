using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// Marks the sidecar's requests, and takes from all others what only the sidecar may say: which component calls, and for whom. Without
/// its token anyone could have written that. What a known proxy says was taken in before (section <c>Proxy</c>).
/// </summary>
internal sealed class SidecarHeaders(RequestDelegate next, SidecarToken token)
{
    public const string CallerAppId = "Dapr-Caller-App-Id";

    private static readonly string[] s_names =
    [
        CallerAppId, "Dapr-Caller-Namespace", "Dapr-Callee-App-Id", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
        "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Forwarded-Server",
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (token.IsIn(headers))
        {
            context.Features.Set(SidecarCall.Instance);
        }
        else
        {
            foreach (var name in s_names)
            {
                headers.Remove(name);
            }
        }

        // A handler that passes headers on, or writes them down, does not have the token among them.
        headers.Remove(SidecarToken.Header);
        return next(context);
    }
}
