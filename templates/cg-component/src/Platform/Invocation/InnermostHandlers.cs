using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace CommonGround.Platform.Invocation;

/// <summary>Handlers that see a request as it leaves.</summary>
internal static class InnermostHandlers
{
    /// <summary>
    /// Adds a handler inside those that the supplier adds to the client, whenever those are added. What is added by this method twice stands
    /// in the order of the calls.
    /// </summary>
    public static IHttpClientBuilder AddInnermostHandler(this IHttpClientBuilder client, Func<IServiceProvider, DelegatingHandler> create)
    {
        // What is configured afterwards comes after all that a supplier configures.
        client.Services.PostConfigure<HttpClientFactoryOptions>(
            client.Name, options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Add(create(builder.Services))));
        return client;
    }
}
