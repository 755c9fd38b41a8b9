using System.Diagnostics.CodeAnalysis;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Clients of services of other organizations, through the outway of one's own (FSC).</summary>
public static class FscExtensions
{
    internal const string Section = "Fsc";

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_connectionLife = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Adds an <see cref="HttpClient"/> for a service of another organization, under its name: from <see cref="IHttpClientFactory"/>, or as
    /// <c>[FromKeyedServices("brp")] HttpClient</c>. Its settings are in the section <c>Fsc:Services:{name}</c>.
    /// </summary>
    /// <param name="builder">The component.</param>
    /// <param name="name">A name of one's own for the service, in lower case and hyphens, such as <c>brp</c>.</param>
    public static IHttpClientBuilder AddFscClient(this WebApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddFsc(name, builder.Services.AddHttpClient(name).AddAsKeyed());
    }

    /// <summary>Adds a client of one's own, which takes an <see cref="HttpClient"/> in its constructor.</summary>
    /// <inheritdoc cref="AddFscClient(WebApplicationBuilder, string)"/>
    public static IHttpClientBuilder AddFscClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this WebApplicationBuilder builder, string name)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddFsc(name, builder.Services.AddHttpClient<TClient>(ClientNames.Of<TClient>(name)));
    }

    private static IHttpClientBuilder AddFsc(this WebApplicationBuilder builder, string name, IHttpClientBuilder client)
    {
        var section = $"{Section}:Services:{name}";
        if (builder.Services.AddCalls(name, client.Name, section, static options => options.HonoursIdempotencyKey = false))
        {
            builder.Services.AddOptions<FscServiceOptions>(name)
                .RefuseUnreadable(section)
                .Configure<IConfiguration>((options, configuration) => (options.Outway, options.Service) = (configuration[$"{Section}:Outway"] ?? "", name))
                .BindConfiguration(section)
                .ValidateOnStart();
            builder.Services.AddSingleton<IValidateOptions<FscServiceOptions>>(new FscServiceOptionsValidator(name, section));
        }

        builder.Services.AddHttpContextAccessor();
        builder.Services.TryAddSingleton<FscTransaction>();
        return client
            .ConfigureHttpClient((services, http) => http.Configure(Root(services, name), services.GetRequiredService<CallPipelines>().Of(name).Options))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
                ConnectTimeout = s_connectTimeout, PooledConnectionLifetime = s_connectionLife,
            })
            .RemoveAllLoggers()
            .AddHttpMessageHandler(services => new CallHandler(
                Root(services, name), services.GetRequiredService<CallPipelines>().Of(name), services.GetRequiredService<TimeProvider>()))
            .AddInnermostHandler(services => new FscAnswerHandler(
                name, Options(services, name), services.GetRequiredService<ILogger<FscAnswerHandler>>()))
            .AddInnermostHandler(services => new FscRequestHandler(
                name, Options(services, name), services.GetRequiredService<FscTransaction>(), services.GetRequiredService<ILogger<FscRequestHandler>>()))
            .AddInnermostHandler(static services => new OutgoingTraceHandler(services.GetService<IOutgoingTrace>()));
    }

    private static FscServiceOptions Options(IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<FscServiceOptions>>().Get(name);

    private static Uri Root(IServiceProvider services, string name) => new(Options(services, name).Outway.TrimEnd('/') + "/");
}
