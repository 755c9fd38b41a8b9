using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>Verifies the blocks of a drained log: a chain for each owner, all of which start from the log's end (commit-log 11, 16).</summary>
internal sealed class BlockVerification(BlockChain chain)
{
    /// <param name="log">What the drained document says, which was verified.</param>
    /// <param name="end">The HMAC of the log's end, where that was found whole.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <exception cref="StateStoreException">The store failed: nothing is known.</exception>
    public async Task<LogVerificationResult> VerifyAsync(DrainedLog log, string? end, CancellationToken cancellationToken)
    {
        var (archive, faults, blocks, lines) = (log.Archive!, new List<LogFault>(), 0L, 0L);
        if (end is not null && end != archive.End)
        {
            faults.Add(new LogFault(
                log.Log.Id, StateKeys.Entry(log.Log.Id, log.Log.End!.Value), "is another end than the blocks of the log are chained to: it was put in its place."));
        }

        foreach (var owner in archive.Owners)
        {
            if (await FaultAsync(log, owner.Owner, cancellationToken) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            (blocks, lines) = (blocks + owner.Blocks, lines + owner.Processing + owner.Audit);
        }

        // Until the numbers go, their lines are counted there.
        return new LogVerificationResult { Blocks = blocks, Lines = log.IsArchived || log.Deleting is not null ? lines : 0, Faults = faults };
    }

    private async Task<LogFault?> FaultAsync(DrainedLog log, string owner, CancellationToken cancellationToken)
    {
        try
        {
            return await chain.CheckAsync(log, LineOwner.Parse(owner), cancellationToken) is { } found ? new LogFault(log.Log.Id, found.Key, found.What) : null;
        }
        catch (CryptographicException e)
        {
            return new LogFault(log.Log.Id, $"{owner}/_log/{log.Log.Id}", $"cannot be verified: {e.Message}");
        }
    }
}
