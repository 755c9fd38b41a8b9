using System.Threading.RateLimiting;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Limits;

internal static class LimitsExtensions
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitsOptions>(LimitsOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LimitsOptions>, LimitsValidation>());

        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(ReplaceableOutput.Middleware));
        });

        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitsOptions>>((timeouts, limits) =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = limits.Value.RequestTimeout,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
                WriteTimeoutResponse = context => Problems.TimedOut(context).ExecuteAsync(context),
            });

        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limits.Value));
            limiter.OnRejected = static (rejected, _) => new ValueTask(Refuse(rejected));
        });
    }

    /// <summary>Limits the size of a request.</summary>
    /// <remarks>
    /// Not by configuring Kestrel's options: the host reads those while it is built, where a wrong limit would hide every other wrong setting.
    /// </remarks>
    public static void UseRequestSizes(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value;
        var kestrel = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        kestrel.MaxRequestBodySize = limits.BodyBytes;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        app.Use(UnreadBodies.Middleware);
    }

    /// <summary>Limits how much one client sends. It runs after authentication, which says who the client is.</summary>
    public static void UseClientLimit(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.RequestsPerSecond > 0)
        {
            app.UseRateLimiter();
        }
    }

    // The client is who asked for the token: the socket's address is that of the sidecar or the proxy.
    private static RateLimitPartition<string> Partition(HttpContext context, LimitsOptions limits) =>
        RateLimitPartition.GetTokenBucketLimiter(
            context.TryGetCaller(out var caller) ? caller.Client : "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.BurstSize,
                TokensPerPeriod = limits.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });

    private static Task Refuse(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(1);
        return new ProblemResult(StatusCodes.Status429TooManyRequests) { RetryAfter = wait }.ExecuteAsync(rejected.HttpContext);
    }
}
