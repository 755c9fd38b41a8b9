using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// Answers 403 to a valid token without a tenant. It stands after authorization and looks at every endpoint, so that a policy of a
/// supplier's own cannot leave it out.
/// </summary>
internal sealed partial class TenancyMiddleware(RequestDelegate next, ILogger<TenancyMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.User is not CallerPrincipal { Caller: null } || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }

        Log.NoTenant(logger);
        return context.ForbidAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused: the token is valid, but it does not name a tenant of this component.")]
        public static partial void NoTenant(ILogger logger);
    }
}
