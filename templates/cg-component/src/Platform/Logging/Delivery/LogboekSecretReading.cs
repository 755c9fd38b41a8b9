using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// Reads each secret that the settings of a Logboek name at start, and again until it can be used: otherwise a name that is wrong would show as a
/// Logboek that does not answer, after the first line. Until then the component is not ready, as with every secret it needs. Once it was read,
/// delivery tells what fails, and no request waits for it (LDV-12).
/// </summary>
internal sealed partial class LogboekSecretReading(
    LogboekOptions options, ISecretStore secrets, TimeProvider time, ILogger<LogboekSecretReading> logger) : BackgroundService, IReadinessCheck, IServesOnly
{
    private static readonly TimeSpan s_whileMissing = TimeSpan.FromSeconds(1);

    private readonly List<NamedSecret> _unread = [.. Named(options, secrets).Where(named => named.Headers.Secret is not null)];
    private volatile string? _missing = "The secrets of the Logboek are not read yet.";

    public string? Missing => _missing;

    /// <remarks>It ends without an exception: of a host whose start fails the log would have one as a fault.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new Patience(time);
        try
        {
            while ((_missing = await TryAsync(stoppingToken)) is { } missing)
            {
                if (patience.IsOver(missing))
                {
                    Log.NotRead(logger, missing);
                }

                await Task.Delay(s_whileMissing, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <returns>What of them cannot be used and why, or <see langword="null"/> where all were read.</returns>
    private async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var named in _unread.ToList())
        {
            try
            {
                await named.Headers.ReadAsync(cancellationToken);
                _unread.Remove(named);
            }
            catch (Exception unusable) when (
                unusable is SecretMissingException or SecretStoreException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                failures.Add($"{named.Setting} names the secret '{named.Headers.Secret}', which cannot be used: {unusable.Message}");
            }
        }

        return failures.Count == 0 ? null : string.Join(' ', failures);
    }

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
