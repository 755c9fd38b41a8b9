using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Authentication;

public static class SidecarExtensions
{
    /// <summary>
    /// Lets only the component's own sidecar call an endpoint: without its token the answer is 401. No other token is asked for, and the
    /// limit per client does not count, because the sidecar calls for all of them.
    /// </summary>
    /// <param name="builder">An endpoint, or a group of them.</param>
    public static TBuilder RequireSidecar<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        // The endpoint itself is wrapped: where the platform's middleware is left out it stays closed.
        builder.Finally(static endpoint =>
        {
            var services = endpoint.ApplicationServices;
            endpoint.RequestDelegate = new SidecarOnly(
                endpoint.RequestDelegate!, services.GetRequiredService<SidecarToken>(), services.GetRequiredService<ILogger<SidecarOnly>>()).InvokeAsync;
        });
        return builder.AllowAnonymous().WithMetadata(new DisableRateLimitingAttribute());
    }
}
