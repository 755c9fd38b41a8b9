using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>Reads the secret of the Notificaties API at start, so that a missing one is known before the first event.</summary>
internal sealed partial class NotificatiesSecretReading(
    NotificatiesSecret secret, NotificatiesOptions options, TimeProvider time, ILogger<NotificatiesSecretReading> logger)
    : SecretReading($"The secret '{options.Secret}' ({NotificatiesOptions.Section}:{nameof(options.Secret)}) is not read yet.", time)
{
    protected override async Task<string?> TryAsync(CancellationToken cancellationToken)
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
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            return unusable.Message;
        }
    }

    protected override void Tell(string failure) => Log.NotRead(logger, failure);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nothing can be sent to the Notificaties API; it is tried again. {Failure}")]
        public static partial void NotRead(ILogger logger, string failure);
    }
}
