using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api.Routing;

internal static class CrossOriginExtensions
{
    public static void AddCrossOrigin(this IServiceCollection services)
    {
        services.AddSettings<CrossOriginOptions>(CrossOriginOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CrossOriginOptions>, CrossOriginValidation>());
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<CrossOriginOptions>>((cors, allowed) =>
            cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. allowed.Value.AllowedOrigins])
                .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                .WithHeaders(
                    HeaderNames.Authorization,
                    HeaderNames.ContentType,
                    HeaderNames.IfMatch,
                    HeaderNames.IfNoneMatch,
                    IdempotencyHeader.Name,
                    HeaderNames.TraceParent,
                    HeaderNames.TraceState)
                .WithExposedHeaders(ApiHeaders.Version, HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter)));
    }
}
