using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>Counts the dead letters of all tenants now and then, for the metric: a few reads per tenant that ever had one.</summary>
internal sealed partial class DeadLetterCounts(
    DeadLetterStore letters, DeadLetterTenants tenants, EventMetrics metrics, IOptions<SubscriptionOptions> options, TimeProvider time,
    ILogger<DeadLetterCounts> logger) : BackgroundService, IServesOnly
{
    /// <returns>The dead letters of all tenants.</returns>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
        {
            count += await letters.CountAsync(tenant, cancellationToken);
        }

        return count;
    }

    /// <remarks>A store that it leaves in the middle of a call may answer with anything: that it stops is no fault.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryCountAsync(stoppingToken);
                await Task.Delay(options.Value.CountInterval, time, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryCountAsync(CancellationToken cancellationToken)
    {
        try
        {
            metrics.Counted(await CountAsync(cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotCounted(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The dead letters cannot be counted now: {Reason}")]
        public static partial void NotCounted(ILogger logger, string reason);
    }
}
