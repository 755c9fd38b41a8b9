using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Authentication;

/// <summary>Stands before an endpoint that only the sidecar may call: without the token, or where none is set, the answer is 401.</summary>
internal sealed partial class SidecarOnly(RequestDelegate endpoint, SidecarToken token, ILogger<SidecarOnly> logger)
{
    private int _told;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<SidecarCall>() is not null)
        {
            return endpoint(context);
        }

        if (token.IsConfigured)
        {
            Log.NotTheSidecar(logger);
        }
        else if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            Log.NoToken(logger);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = SidecarToken.Header;
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused: only the sidecar may call this, and the call does not carry its token.")]
        public static partial void NotTheSidecar(ILogger logger);

        [LoggerMessage(
            2, LogLevel.Warning, "Refused: only the sidecar may call this, and APP_API_TOKEN is not set. Set it for the component and its sidecar alike.")]
        public static partial void NoToken(ILogger logger);
    }
}
