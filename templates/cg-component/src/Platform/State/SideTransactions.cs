using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State;

/// <summary>
/// Transactions of consumers, drainers, archivers and registrations: they carry no number and stand beside the commit in flight, one at a
/// time per replica (commit-log 10). Each has the etag of everything it was decided by, so that one that lands late is harmless.
/// </summary>
internal sealed partial class SideTransactions(StateCalls calls, ILogger<SideTransactions> logger)
{
    private readonly OneAtATime _one = new();

    /// <returns>Whether it was acknowledged. After anything else: read again and decide again.</returns>
    public async Task<bool> TransactAsync(List<StateOperation> operations, CancellationToken cancellationToken)
    {
        await _one.EnterAsync(cancellationToken);
        try
        {
            if (await calls.TransactAsync(operations, cancellationToken))
            {
                return true;
            }

            Log.NotAcknowledged(logger, operations.Count);
            return false;
        }
        finally
        {
            _one.Leave();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A transaction of {Count} operations beside the commits was not acknowledged; it is read and decided again.")]
        public static partial void NotAcknowledged(ILogger logger, int count);
    }
}
