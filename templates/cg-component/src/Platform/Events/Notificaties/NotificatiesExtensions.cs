using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.Start;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Notificaties;

internal static class NotificatiesExtensions
{
    /// <summary>Adds the Notificaties API as a destination, where it is configured.</summary>
    public static void AddNotificaties(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<NotificatiesOptions>(NotificatiesOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) =>
                options.ResourceAddress ??= Uri.TryCreate(configuration["Api:ServerUrl"], UriKind.Absolute, out var server) ? server : null);
        services.AddSingleton<IValidateOptions<NotificatiesOptions>, NotificatiesCheck>();
        if (string.IsNullOrWhiteSpace(builder.Configuration[$"{NotificatiesOptions.Section}:{nameof(NotificatiesOptions.Address)}"]))
        {
            return;
        }

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<NotificatiesOptions>>().Value);
        services.AddSingleton<NotificatiesSecret>();
        services.AddSingleton<NotificatiesSecretReading>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificatiesSecretReading>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<NotificatiesSecretReading>());
        services.AddSingleton(Create);
        services.AddSingleton<IConsumer>(provider => provider.CreatePublisher(provider.GetRequiredService<NotificatiesDestination>()));
        services.AddSingleton<ILetterDestination>(provider => provider.CreateLetterDestination(provider.GetRequiredService<NotificatiesDestination>()));
    }

    internal static NotificatiesDestination Create(IServiceProvider provider)
    {
        // One client for as long as the component runs: its handler looks addresses up again by itself.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false });
        var options = provider.GetRequiredService<NotificatiesOptions>();
        var secret = provider.GetRequiredService<NotificatiesSecret>();
        var time = provider.GetRequiredService<TimeProvider>();
        return new NotificatiesDestination(
            http,
            options.Authentication == NotificatiesAuthentication.Jwt
                ? new JwtToken(secret, options, time)
                : new ClientCredentialsToken(http, secret, options, time),
            options);
    }
}
