using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>
/// Verifies all logs once in each <c>Audit:VerifyInterval</c> (BIO-05). Of several replicas one does it: the one that creates a key which lives
/// for as long, so that a new start does not begin anew.
/// </summary>
internal sealed partial class PeriodicVerification(
    ILogVerification verification, StateCalls calls, SideTransactions side, Replica replica, IOptions<AuditOptions> options, TimeProvider time,
    ILogger<PeriodicVerification> logger) : BackgroundService, IServesOnly
{
    // How often in an interval it is looked whether it is time.
    private const int Looks = 24;

    private bool _isOwed;

    /// <summary>Verifies the logs where it is time, and no other replica does.</summary>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    /// <inheritdoc cref="ILogVerification.VerifyAsync" path="/exception"/>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        if (!_isOwed && !await TakeTurnAsync(cancellationToken))
        {
            return false;
        }

        _isOwed = true;
        await verification.VerifyAsync([], cancellationToken);
        _isOwed = false;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.VerifyInterval / Looks, time, stoppingToken);
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(cancellationToken);
        }
        catch (Exception e) when (StateTrouble.Is(e) || e is StateStoreException)
        {
            Log.Later(logger, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
        }
    }

    private async Task<bool> TakeTurnAsync(CancellationToken cancellationToken) =>
        await calls.GetAsync(StateKeys.VerificationTurn, cancellationToken) is null
        && await side.TransactAsync([StateOperation.Create(StateKeys.VerificationTurn, replica.Id, options.Value.VerifyInterval)], cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The logs cannot be verified now: {Reason} It is tried again.")]
        public static partial void Later(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "The verification of the logs failed in an unforeseen way; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
