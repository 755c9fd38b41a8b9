using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Outgoing;

internal static class OutgoingExtensions
{
    /// <summary>
    /// Adds what publishing needs. It asks for <see cref="Privacy.ITenantKeys"/> and state, and reads the settings of
    /// <see cref="PublisherOptions"/>. A component that publishes nothing has no publisher: it would cost a write per commit.
    /// </summary>
    public static IServiceCollection AddOutgoingEvents(this IServiceCollection services)
    {
        services.AddSettings<PublisherOptions>(PublisherOptions.Section);
        services.AddSingleton<IValidateOptions<PublisherOptions>, PublisherOptionsCheck>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PublisherOptions>>().Value);
        services.AddSingleton(provider => new SystemName(provider.GetRequiredService<IConfiguration>()[AppId.Setting]));
        services.AddSingleton<EventSeal>();
        services.AddSingleton<EventCatalog>();
        services.AddSingleton<PublisherMetrics>();
        services.AddSingleton<BrokerDestination>();
        // Also where nothing is published any more: letters of before may be there still.
        services.AddSingleton<ILetterDestination>(provider => provider.CreateLetterDestination(provider.GetRequiredService<BrokerDestination>()));
        return services;
    }

    /// <summary>Adds what makes events, and the publisher to the event broker; once.</summary>
    public static void AddPublisher(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(PublisherMark)))
        {
            return;
        }

        services.AddSingleton<PublisherMark>();
        services.AddSingleton<PublishesEvents>();
        services.AddSingleton<IEventSource, EventSource>();
        services.AddSingleton<IConsumer>(provider =>
        {
            // Asked for at start, so that declarations that are in each other's way are refused there.
            provider.GetRequiredService<EventCatalog>();
            return provider.CreatePublisher(provider.GetRequiredService<BrokerDestination>());
        });
    }

    /// <remarks>The dead letters are asked for when there is one: they are documents, and documents need the consumers.</remarks>
    public static Publisher CreatePublisher(this IServiceProvider provider, IEventDestination destination)
    {
        var options = provider.GetRequiredService<PublisherOptions>();
        var metrics = provider.GetRequiredService<PublisherMetrics>();
        var size = new CallSize(destination.MostAtOnce, options.BulkBytes);
        var sender = new EventSender(
            destination,
            provider.GetRequiredService<EventSeal>(),
            provider.GetRequiredService<SystemName>(),
            provider.GetRequiredService<IDeadLetters>,
            size,
            metrics,
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventSender>>());
        return new Publisher(destination, sender, size, metrics);
    }

    public static LetterDestination CreateLetterDestination(this IServiceProvider provider, IEventDestination destination) =>
        new(destination, provider.GetRequiredService<PublisherOptions>(), provider.GetRequiredService<TimeProvider>());

    /// <summary>Says that the publisher is there.</summary>
    private sealed class PublisherMark;
}
