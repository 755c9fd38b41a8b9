using Dapr.Client;

namespace Microsoft.Extensions.DependencyInjection;

public static class DaprServiceCollectionExtensions
{
    public static void AddDaprClient(
        this IServiceCollection services, Action<DaprClientBuilder>? configure = null, ServiceLifetime lifetime = ServiceLifetime.Singleton) =>
        throw new NotSupportedException("This assembly declares what the overlay uses of the Dapr SDK; it cannot call a sidecar.");
}
