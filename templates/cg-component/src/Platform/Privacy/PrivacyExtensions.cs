using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Privacy;

/// <summary>The keys of the tenants, read once at start.</summary>
internal static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddSettings<PrivacyOptions>(PrivacyOptions.Section)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.KeysSecret),
                "Privacy:KeysSecret is empty. Name the secret that holds the keys for personal data, such as 'personal-data-keys'.");

        services.AddSingleton<TenantKeys>();
        services.AddSingleton<ITenantKeys>(provider => provider.GetRequiredService<TenantKeys>());
        services.AddHostedService(provider => provider.GetRequiredService<TenantKeys>());
        return services;
    }
}
