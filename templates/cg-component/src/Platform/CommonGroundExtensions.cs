using Microsoft.AspNetCore.Builder;

namespace CommonGround.Platform;

/// <summary>The table of contents of the platform: what a component gets, in the order in which it gets it.</summary>
public static class CommonGroundExtensions
{
    public static WebApplicationBuilder AddCommonGround(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }

    public static WebApplication UseCommonGround(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app;
    }
}
