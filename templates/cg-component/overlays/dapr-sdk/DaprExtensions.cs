using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The building blocks on a Dapr sidecar, by Dapr's own SDK: state, events and secrets over gRPC. The rest of the platform uses three
/// things of this folder: <see cref="AddDaprBuildingBlocks"/>, <see cref="SidecarReadiness.Missing"/> of <see cref="SidecarReadiness"/>, and
/// <see cref="DaprOptions"/>.
/// </summary>
internal static class DaprExtensions
{
    private static readonly string[] s_grpcVariables = ["DAPR_GRPC_PORT", "DAPR_GRPC_ENDPOINT"];

    /// <summary>
    /// Adds <see cref="IStateStore"/>, <see cref="ISecretStore"/>, <see cref="IEventBroker"/>, <see cref="IInvocation"/> and
    /// <see cref="SidecarReadiness"/>. None of them asks the sidecar anything before the start.
    /// </summary>
    /// <remarks>
    /// Calls of other components go over HTTP, as the SDK itself advises, and so do the questions after subscriptions, which its metadata
    /// does not show.
    /// </remarks>
    /// <exception cref="StartupRefusedException">The variables name no sidecar that this client can call.</exception>
    public static IServiceCollection AddDaprBuildingBlocks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSidecar(configuration);
        if (Array.TrueForAll(s_grpcVariables, variable => string.IsNullOrWhiteSpace(configuration[variable])))
        {
            throw new StartupRefusedException(
                $"The Dapr SDK talks to the sidecar over gRPC too, and neither {string.Join(" nor ", s_grpcVariables)} is set: the variables for " +
                "HTTP do not tell where the sidecar listens for gRPC. 'dapr run' and the sidecar injector set both.");
        }

        services.AddDaprClient();
        services.AddSingleton<SdkCalls>();
        services.AddSingleton<IStateStore, DaprStateStore>();
        services.AddSingleton<ISecretStore, DaprSecretStore>();
        services.AddSingleton<IEventBroker, DaprEventBroker>();
        return services;
    }
}
