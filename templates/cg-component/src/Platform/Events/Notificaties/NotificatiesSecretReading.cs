using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>
/// Reads the secret of the Notificaties API at start, and again until it can be used: otherwise nobody would know that it is missing before
/// the first event. Once it was read, the publisher tells what fails.
/// </summary>
internal sealed partial class NotificatiesSecretReading(
    NotificatiesSecret secret, NotificatiesOptions options, TimeProvider time, ILogger<NotificatiesSecretReading> logger)
    : BackgroundService, IReadinessCheck, IServesOnly
{
    private static readonly TimeSpan s_whileMissing = TimeSpan.FromSeconds(1);

    private volatile string? _missing = $"The secret '{options.Secret}' ({NotificatiesOptions.Section}:{nameof(options.Secret)}) is not read yet.";

    public string? Missing => _missing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new Patience(time);
        while ((_missing = await TryAsync(stoppingToken)) is { } missing)
        {
            if (patience.IsOver(missing))
            {
                Log.NotRead(logger, missing);
            }

            await Task.Delay(s_whileMissing, time, stoppingToken);
        }
    }

    /// <returns>Why it cannot be used, or <see langword="null"/>.</returns>
    private async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await secret.ReadAsync(cancellationToken);
            if (options.Authentication == NotificatiesAuthentication.Jwt)
            {
                JwtToken.Key(text, options);
            }

            return null;
        }
        catch (Exception unusable) when (
            unusable is SecretMissingException or SecretStoreException or EventBrokerException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return unusable.Message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nothing can be sent to the Notificaties API; it is tried again. {Failure}")]
        public static partial void NotRead(ILogger logger, string failure);
    }
}
