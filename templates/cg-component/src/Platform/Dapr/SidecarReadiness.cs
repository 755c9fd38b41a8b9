using System.Net;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Asks the sidecar every few seconds what it has. A sidecar that is not there yet is waited for. Whether its store works is not asked
/// here: a sidecar is well while its store is down.
/// </summary>
internal sealed partial class SidecarReadiness(
    SidecarClient sidecar, IEnumerable<IEventReceiver> receivers, IEnumerable<PublishesEvents> publishers, IOptions<DaprOptions> options,
    TimeProvider time, ILogger<SidecarReadiness> logger) : BackgroundService
{
    private static readonly TimeSpan s_whileMissing = TimeSpan.FromSeconds(1);

    private readonly DaprOptions _options = options.Value;
    private volatile string? _missing = "The Dapr sidecar was not asked yet.";

    /// <summary>What is missing of the sidecar, in one line, or <see langword="null"/>.</summary>
    public string? Missing => _missing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new Patience(time);
        while (true)
        {
            _missing = await AskAsync(stoppingToken);
            if (_missing is { } missing && patience.IsOver(missing))
            {
                Log.Missing(logger, missing);
            }
            else if (_missing is null && patience.End())
            {
                Log.Complete(logger);
            }

            var pause = _missing is not null && s_whileMissing < _options.ProbeInterval ? s_whileMissing : _options.ProbeInterval;
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await sidecar.GetAsync("v1.0/metadata", _options.Timeout, cancellationToken);
            return answer switch
            {
                { Status: HttpStatusCode.OK } when Read(answer) is { } metadata => Find(metadata),
                _ => SidecarTrouble.Of(answer) ?? $"The sidecar at {sidecar.Address} does not tell what it has ({answer.Summary}).",
            };
        }
        catch (SidecarException silent)
        {
            return silent.Message;
        }
    }

    private string? Find(SidecarMetadata metadata) =>
        MissingFromSidecar.Find(metadata, _options, [.. receivers.SelectMany(receiver => receiver.Subscriptions)], publishers.Any());

    private static SidecarMetadata? Read(SidecarAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, DaprJson.Default.SidecarMetadata);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "{Missing} The component is not ready. Check that the sidecar runs, APP_API_TOKEN on both sides, and names and scopes of the components. " +
            "A sidecar asks for subscriptions once: start it again after a correction.")]
        public static partial void Missing(ILogger logger, string missing);

        [LoggerMessage(2, LogLevel.Information, "The sidecar has everything again.")]
        public static partial void Complete(ILogger logger);
    }
}
