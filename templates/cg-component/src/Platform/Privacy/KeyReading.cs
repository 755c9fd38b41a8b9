using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// Reads the secret with the tenants' keys, and again every <c>Privacy:KeysInterval</c>. Where a secret store is certain to be there it is read
/// in <see cref="StartingAsync"/>, which the host finishes for all services before it starts the first; where it may come later, the component
/// waits for it, unready. Once read, keys stay: what fails later is only told.
/// </summary>
internal sealed partial class KeyReading(
    TenantKeys keys, KeyRotation rotation, ISecretStore secrets, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<KeyReading> logger)
    : BackgroundService, IHostedLifecycleService, IReadinessCheck
{
    private static readonly TimeSpan s_whileMissing = TimeSpan.FromSeconds(1);

    private readonly PrivacyOptions _options = options.Value;
    private readonly Patience _patience = new(time);
    private volatile string? _missing = "The tenants' keys are not read yet.";

    public string? Missing => _missing;

    /// <exception cref="StartupRefusedException">The secret is missing where nothing can come later, or what it holds is no ring of keys.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!secrets.MayComeLater && await TryAsync(cancellationToken) is { } failure)
        {
            throw new StartupRefusedException(failure.Message, failure);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isDue = _missing is not null; ; isDue = true)
        {
            if (isDue)
            {
                await TryAsync(stoppingToken);
            }

            await Task.Delay(_missing is null ? _options.KeysInterval : s_whileMissing, time, stoppingToken);
        }
    }

    /// <returns>Why the secret cannot be used, in a message for the operator, or <see langword="null"/>.</returns>
    private async Task<Exception?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (rotation.Take(await secrets.GetAsync(_options.KeysSecret, cancellationToken)) is { } ring)
            {
                keys.Use(ring);
                Log.Read(logger, ring.Current, string.Join(", ", ring.Numbers.Order()));
            }

            _missing = null;
            _patience.End();
            return null;
        }
        catch (Exception unusable) when (unusable is SecretMissingException or SecretStoreException or IOException or UnauthorizedAccessException)
        {
            return Tell(unusable);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            return Tell(new InvalidDataException($"The secret '{_options.KeysSecret}' (Privacy:KeysSecret) cannot be used. {wrong.Message}", wrong));
        }
    }

    private Exception Tell(Exception failure)
    {
        if (_patience.IsOver(failure.Message))
        {
            Log.NotRead(logger, failure.Message);
        }

        _missing = _missing is null ? null : failure.Message;
        return failure;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The tenants' keys are there, by number: {Numbers}. What is new is written with number {Current}.")]
        public static partial void Read(ILogger logger, int current, string numbers);

        [LoggerMessage(2, LogLevel.Error, "The tenants' keys cannot be read; it is tried again. {Failure}")]
        public static partial void NotRead(ILogger logger, string failure);
    }
}
