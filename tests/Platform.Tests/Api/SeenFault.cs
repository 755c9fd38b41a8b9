using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Stands where telemetry does, before the API, and keeps what it is told of a fault.</summary>
internal sealed class SeenFault : IStartupFilter, IHttpMetricsTagsFeature
{
    public IExceptionHandlerFeature? Failure { get; private set; }

    public ICollection<KeyValuePair<string, object?>> Tags { get; } = [];

    public bool MetricsDisabled { get; set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            context.Features.Set<IHttpMetricsTagsFeature>(this);
            await rest(context);
            Failure = context.Features.Get<IExceptionHandlerFeature>();
        });
        next(app);
    };
}
