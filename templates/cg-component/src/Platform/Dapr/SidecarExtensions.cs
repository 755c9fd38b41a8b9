using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>What goes over HTTP with every client: calls of other components, and the questions after what the sidecar has.</summary>
internal static class SidecarExtensions
{
    /// <summary>Adds <see cref="SidecarClient"/>, <see cref="IInvocation"/>, <see cref="SidecarReadiness"/> and their settings.</summary>
    /// <exception cref="StartupRefusedException">The variables name no sidecar that can be called over HTTP.</exception>
    public static IServiceCollection AddSidecar(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SidecarAddress.Of(configuration));
        services.AddSettings<DaprOptions>(DaprOptions.Section);
        services.AddSingleton<IValidateOptions<DaprOptions>, DaprOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SidecarClient>();
        services.AddSingleton<IInvocation, DaprInvocation>();
        services.AddSingleton<SidecarReadiness>();
        services.AddHostedService(provider => provider.GetRequiredService<SidecarReadiness>());
        return services;
    }
}
