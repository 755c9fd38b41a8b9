using System.Diagnostics.CodeAnalysis;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Invocation.Fsc;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Invocation;

/// <summary>Clients of other components of the same organization.</summary>
public static class InvocationExtensions
{
    internal const string Section = "Calls";

    /// <summary>
    /// Adds an <see cref="HttpClient"/> for a component, under its app-id: from <see cref="IHttpClientFactory"/>, or as
    /// <c>[FromKeyedServices("zaakregister")] HttpClient</c>. Its settings are in the section <c>Calls:{app-id}</c>.
    /// </summary>
    /// <param name="builder">The component.</param>
    /// <param name="appId">The app-id of the other component, such as <c>zaakregister</c>.</param>
    public static IHttpClientBuilder AddComponentClient(this WebApplicationBuilder builder, string appId)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddComponent(appId, builder.Services.AddHttpClient(appId).AddAsKeyed());
    }

    /// <summary>Adds a client of one's own, which takes an <see cref="HttpClient"/> in its constructor.</summary>
    /// <inheritdoc cref="AddComponentClient(WebApplicationBuilder, string)"/>
    public static IHttpClientBuilder AddComponentClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this WebApplicationBuilder builder, string appId)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddComponent(appId, builder.Services.AddHttpClient<TClient>(ClientNames.Of<TClient>(appId)));
    }

    /// <summary>What clients of components and of other organizations have alike.</summary>
    /// <returns>Whether it is the first client of that name.</returns>
    internal static bool AddCalls(this IServiceCollection services, string name, string client, string section, Action<CallOptions> defaults)
    {
        if (!ClientNames.Add(services, name, client, section))
        {
            return false;
        }

        services.AddOptions<CallOptions>(name).RefuseUnreadable(section).Configure(defaults).BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallOptions>>(new CallOptionsValidator(name, section));
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InvocationMetrics>();
        services.TryAddSingleton<CallPipelines>();
        return true;
    }

    /// <summary>
    /// The address and the limits of a client. The pipeline ends in time by itself, with headers. The time here is for the body of an answer
    /// that stops half-way, which is read after it.
    /// </summary>
    internal static void Configure(this HttpClient http, Uri root, CallOptions options)
    {
        http.BaseAddress = root;
        http.Timeout = options.Timeout + TimeSpan.FromSeconds(1);
        http.MaxResponseContentBufferSize = options.LargestAnswer;
    }

    private static IHttpClientBuilder AddComponent(this IServiceCollection services, string appId, IHttpClientBuilder client)
    {
        services.AddCalls(appId, client.Name, $"{Section}:{appId}", static _ => { });
        var root = new Uri($"http://{appId}/");
        return client
            .ConfigureHttpClient((provider, http) => http.Configure(root, provider.GetRequiredService<CallPipelines>().Of(appId).Options))
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<IInvocation>().CreateHandler(appId))
            .RemoveAllLoggers()
            .AddHttpMessageHandler(provider => new CallHandler(
                root, provider.GetRequiredService<CallPipelines>().Of(appId), provider.GetRequiredService<TimeProvider>()))
            .AddInnermostHandler(static _ => new FscTokenRemoval())
            .AddInnermostHandler(static provider => new OutgoingTraceHandler(provider.GetService<IOutgoingTrace>()));
    }
}
