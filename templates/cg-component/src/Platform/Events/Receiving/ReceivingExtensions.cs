using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Receiving;

internal static class ReceivingExtensions
{
    /// <summary>Adds <see cref="IEventReceiver"/> and <see cref="IDeadLetters"/>. It needs state, tenancy and <see cref="IEventBroker"/>.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services)
    {
        services.AddSettings<SubscriptionOptions>(SubscriptionOptions.Section);
        services.AddSingleton<IValidateOptions<SubscriptionOptions>, SubscriptionOptionsCheck>();
        services.AddMetrics();
        services.TryAddSingleton<EventMetrics>();
        services.AddSingleton<Topics>();
        services.AddSingleton<TenantOfEvents>();
        services.AddSingleton<EventActs>();
        services.AddSingleton<EventHandling>();
        services.AddSingleton<DeliveryReader>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<IEventReceiver>(provider => provider.GetRequiredService<Deliveries>());

        services.AddSingleton<RecentReasons>();
        services.AddSingleton<DeadLetterTenants>();
        services.AddSingleton<LetterAudit>();
        services.AddSingleton<LetterActs>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<DeadLetterStore>());
        services.AddSingleton<DeadLetterIntake>();
        services.AddSingleton<DeadLetterRemoval>();
        services.AddSingleton<DeadLetterReplay>();
        services.AddSingleton<DeadLetterCommand>();
        services.AddSingleton<ICommand>(provider => provider.GetRequiredService<DeadLetterCommand>());
        services.AddSingleton<DeadLetterCounts>();
        services.AddHostedService(provider => provider.GetRequiredService<DeadLetterCounts>());
        return services;
    }
}
