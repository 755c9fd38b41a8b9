using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// Reads each secret that the settings of a Logboek name at start: a name that is wrong would look like a Logboek that does not answer, after the
/// first line. What fails later delays delivery, and no request (LDV-12).
/// </summary>
internal sealed partial class LogboekSecretReading(LogboekOptions options, ISecretStore secrets, TimeProvider time, ILogger<LogboekSecretReading> logger)
    : SecretReading("The secrets of the Logboek are not read yet.", time)
{
    private readonly List<NamedSecret> _unread = [.. Named(options, secrets).Where(named => named.Headers.Secret is not null)];

    protected override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var named in _unread.ToList())
        {
            try
            {
                await named.Headers.ReadAsync(cancellationToken);
                _unread.Remove(named);
            }
            catch (Exception unusable) when (IsUnusable(unusable))
            {
                failures.Add($"{named.Setting} names the secret '{named.Headers.Secret}', which cannot be used: {unusable.Message}");
            }
        }

        return failures.Count == 0 ? null : string.Join(' ', failures);
    }

    protected override void Tell(string failure) => Log.NotRead(logger, failure);

    private static IEnumerable<NamedSecret> Named(LogboekOptions options, ISecretStore secrets)
    {
        // Over pub/sub, and where lines stay here, nobody is shown it.
        if (options.Chosen == LogboekDelivery.Otlp)
        {
            yield return new NamedSecret("Logboek:Secret", new LogboekHeaders(secrets, options.Secret));
        }

        foreach (var (tenant, own) in options.Tenants.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new NamedSecret($"Logboek:Tenants:{tenant}:Secret", new LogboekHeaders(secrets, own.Secret));
        }
    }

    private sealed record NamedSecret(string Setting, LogboekHeaders Headers);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Processing lines cannot be delivered to each Logboek: they are kept, and it is tried again. {Failure}")]
        public static partial void NotRead(ILogger logger, string failure);
    }
}
