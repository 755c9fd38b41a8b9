using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommonGround.Platform.Privacy;

/// <summary>The keys of the tenants.</summary>
internal static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddSettings<PrivacyOptions>(PrivacyOptions.Section)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.KeysSecret),
                "Privacy:KeysSecret is empty. Name the secret that holds the keys for personal data, such as 'personal-data-keys'.")
            .Validate(
                options => options.KeysInterval >= TimeSpan.FromSeconds(1) && options.KeysInterval <= TimeSpan.FromDays(1),
                "Privacy:KeysInterval is from 1 second to 1 day, such as 00:01:00.")
            .Validate(
                options => options.NewKeyDelay > options.KeysInterval && options.NewKeyDelay <= TimeSpan.FromDays(7),
                "Privacy:NewKeyDelay is longer than Privacy:KeysInterval, so that every replica has a new number before one writes with it, and 7 days at " +
                "most; such as 00:05:00.");

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TenantKeys>();
        services.AddSingleton<ITenantKeys>(provider => provider.GetRequiredService<TenantKeys>());
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<KeyReading>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyReading>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<KeyReading>());
        return services;
    }
}
