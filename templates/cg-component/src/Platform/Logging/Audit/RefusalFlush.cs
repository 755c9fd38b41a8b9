using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Writes what was counted of refusals each minute, and at the stop: one line per origin.</summary>
internal sealed partial class RefusalFlush(RefusalCounts counts, AuditLog log, TimeProvider time, ILogger<RefusalFlush> logger)
    : BackgroundService, IServesOnly
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    /// <summary>Stops, and writes what was counted since the last time. Kestrel has stopped before, and state stops after.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (await FlushAsync(cancellationToken) is { } reason)
        {
            Log.Lost(logger, counts.Take().Sum(refusals => refusals.Count), reason);
        }
    }

    /// <returns>Why they could not all be written, or <see langword="null"/> where they are.</returns>
    public async Task<string?> FlushAsync(CancellationToken cancellationToken)
    {
        string? reason = null;
        foreach (var refusals in counts.Take().GroupBy(refusals => refusals.Source.Owner))
        {
            try
            {
                await log.WriteAsync(refusals.Key, [.. refusals.Select(LineOf)], cancellationToken);
            }
            catch (Exception e) when (StateTrouble.Is(e) || cancellationToken.IsCancellationRequested)
            {
                // Some of them may be durable: a count twice is better than none.
                counts.GiveBack(refusals);
                reason = e.Message;
            }
        }

        return reason;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(s_interval, time, stoppingToken);
            if (await FlushAsync(stoppingToken) is { } reason)
            {
                Log.Later(logger, reason);
            }
        }
    }

    // Where some have lines of their own, the count is of those beside them.
    private static AuditLine LineOf(CountedRefusals refusals)
    {
        var (source, count, since) = refusals;
        var beside = source.Action == RefusalSource.Rejected ? "" : " more";
        return new AuditLine(
            source.Action, RequestObject.Unknown, FormattableString.Invariant($"refused: {count}{beside}"), source.Origin, source.Actor, since.ToUniversalTime(),
            AuditLine.NoTrace);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Counted refusals cannot be written to the security log now, and are tried again: {Reason}")]
        public static partial void Later(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Count} refusals that were counted are not in the security log, because the component stops: {Reason}")]
        public static partial void Lost(ILogger logger, long count, string reason);
    }
}
