using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Logging.Delivery.PubSub;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Delivery;

internal static class DeliveryExtensions
{
    /// <summary>
    /// Adds a consumer of the commit log for each configured Logboek. It asks for <see cref="LineSeal"/>, the building blocks and state, and reads
    /// the settings of <see cref="LogboekOptions"/>.
    /// </summary>
    public static IServiceCollection AddLogboekDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<LogboekOptions>(LogboekOptions.Section);
        services.AddSingleton<IValidateOptions<LogboekOptions>, LogboekOptionsCheck>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<LogboekOptions>>().Value);
        services.TryAddSingleton<LineSeal>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddHostedService<DeliveryStart>();
        services.AddSingleton<LogboekSecretReading>();
        services.AddHostedService(provider => provider.GetRequiredService<LogboekSecretReading>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<LogboekSecretReading>());

        // Which consumers there are is known before their settings are checked: what is wrong with those is refused by the check.
        var section = configuration.GetSection(LogboekOptions.Section);
        var tenants = section.GetSection(nameof(LogboekOptions.Tenants)).GetChildren().Select(tenant => tenant.Key).ToHashSet(StringComparer.Ordinal);
        if (HasCommon(section))
        {
            services.AddSingleton<IConsumer>(provider => provider.CreateConsumer(new LogboekRoute(null, tenants), provider.CreateCommon()));
        }

        foreach (var tenant in tenants.Order(StringComparer.Ordinal))
        {
            services.AddSingleton<IConsumer>(provider =>
            {
                var own = provider.GetRequiredService<LogboekOptions>().Tenants[tenant];
                return provider.CreateConsumer(new LogboekRoute(Oin.Parse(tenant), tenants), provider.CreateOtlp(own.Endpoint!, own.Secret));
            });
        }

        return services;
    }

    private static bool HasCommon(IConfigurationSection section) =>
        section[nameof(LogboekOptions.Delivery)] is { Length: > 0 } delivery
            ? !delivery.Equals(nameof(LogboekDelivery.None), StringComparison.OrdinalIgnoreCase)
            : !string.IsNullOrWhiteSpace(section[nameof(LogboekOptions.Endpoint)]);

    private static ILogboek CreateCommon(this IServiceProvider provider)
    {
        var options = provider.GetRequiredService<LogboekOptions>();
        return options.Chosen == LogboekDelivery.PubSub
            ? new PubSubLogboek(
                provider.GetRequiredService<IEventBroker>(),
                AppId.Of(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()),
                provider.GetRequiredService<ServiceIdentity>(),
                options,
                provider.GetRequiredService<TimeProvider>())
            : provider.CreateOtlp(options.Endpoint!, options.Secret);
    }

    private static OtlpLogboek CreateOtlp(this IServiceProvider provider, Uri endpoint, string? secret)
    {
        return new OtlpLogboek(
            // One client for as long as the component runs: its handler looks addresses up again by itself.
            OtlpLogboek.CreateClient(),
            endpoint,
            new LogboekHeaders(provider.GetRequiredService<ISecretStore>(), secret),
            provider.GetRequiredService<ServiceIdentity>(),
            provider.GetRequiredService<LogboekOptions>(),
            provider.GetRequiredService<TimeProvider>());
    }

    private static DeliveryConsumer CreateConsumer(this IServiceProvider provider, LogboekRoute route, ILogboek logboek)
    {
        var options = provider.GetRequiredService<LogboekOptions>();
        var time = provider.GetRequiredService<TimeProvider>();
        var metrics = provider.GetRequiredService<DeliveryMetrics>();
        var backoff = new Backoff(options, time);
        var sender = new LineSender(
            route.Name, logboek, provider.GetRequiredService<LineSeal>(), backoff, metrics, options, provider.GetRequiredService<ILogger<LineSender>>());
        return new DeliveryConsumer(route, sender, backoff, metrics, options, time);
    }
}
