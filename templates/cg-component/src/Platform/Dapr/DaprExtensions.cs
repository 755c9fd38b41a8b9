using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The building blocks on a Dapr sidecar. The rest of the platform uses three things of this folder, so that another client can take its place:
/// <see cref="AddDaprBuildingBlocks"/>, <see cref="SidecarReadiness.Missing"/> of <see cref="SidecarReadiness"/>, and <see cref="DaprOptions"/>.
/// </summary>
internal static class DaprExtensions
{
    /// <summary>
    /// Adds <see cref="IStateStore"/>, <see cref="ISecretStore"/>, <see cref="IEventBroker"/>, <see cref="IInvocation"/> and
    /// <see cref="SidecarReadiness"/>. None of them asks the sidecar anything before the start.
    /// </summary>
    /// <exception cref="StartupRefusedException">The variables name no sidecar that this client can call.</exception>
    public static IServiceCollection AddDaprBuildingBlocks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSidecar(configuration);
        services.AddSingleton<StateReader>();
        services.AddSingleton<GatheredReads>();
        services.AddSingleton<IStateStore, DaprStateStore>();
        services.AddSingleton<ISecretStore, DaprSecretStore>();
        services.AddSingleton<IEventBroker, DaprEventBroker>();
        return services;
    }
}
