using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>
/// Tells outside the store how far the log of this replica is (commit-log 16): a line in the component's own log, which goes where nobody who
/// writes the store does. Whoever cuts a tail cannot cut that too. The last head of a log that ends or is left tells whoever ends or leaves it.
/// </summary>
/// <remarks>
/// Heads do not go to the Logboek: its lines are about the processing of personal data, and have no attributes but those of its established
/// extensions (LDV-15).
/// </remarks>
internal sealed partial class HeadPublisher(CurrentLog current, IOptions<AuditOptions> options, TimeProvider time, ILogger<HeadPublisher> logger)
    : BackgroundService
{
    private LogHead? _published;

    /// <summary>Publishes the last head. It is added before state, so that it stops after that has written its last number.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Publish();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.HeadInterval, time, stoppingToken);
            Publish();
        }
    }

    private void Publish()
    {
        if (current.Log?.Head is { } head && head != _published)
        {
            _published = head;
            Log.Head(logger, head);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The head of this replica's log is {Head}. Keep it outside the store; verify-log takes it.")]
        public static partial void Head(ILogger logger, LogHead head);
    }
}
