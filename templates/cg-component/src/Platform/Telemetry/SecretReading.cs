using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// Reads secrets that settings name at start, and again until they can be used: otherwise a name that is wrong would show when one is needed. Until
/// then the component is not ready. Once they were read, whoever uses them tells what fails.
/// </summary>
/// <param name="missing">What is missing before they were read for the first time.</param>
/// <param name="time">The time.</param>
internal abstract class SecretReading(string missing, TimeProvider time) : BackgroundService, IReadinessCheck, IServesOnly
{
    private static readonly TimeSpan s_whileMissing = TimeSpan.FromSeconds(1);

    private volatile string? _missing = missing;

    public string? Missing => _missing;

    /// <summary>Whether an exception says that a secret cannot be used now, and may be later.</summary>
    protected static bool IsUnusable(Exception exception) =>
        exception is SecretMissingException or SecretStoreException or EventBrokerException or IOException or InvalidDataException or UnauthorizedAccessException;

    /// <returns>What of them cannot be used and why, or <see langword="null"/> where all were read.</returns>
    protected abstract Task<string?> TryAsync(CancellationToken cancellationToken);

    /// <summary>Tells whoever runs the component.</summary>
    protected abstract void Tell(string failure);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new Patience(time);
        while ((_missing = await TryAsync(stoppingToken)) is { } missing)
        {
            if (patience.IsOver(missing))
            {
                Tell(missing);
            }

            await Task.Delay(s_whileMissing, time, stoppingToken);
        }
    }
}
