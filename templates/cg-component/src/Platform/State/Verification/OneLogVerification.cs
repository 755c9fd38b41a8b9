using System.Globalization;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Verification;

/// <summary>Verifies one log: its drained document, the numbers that it still has, and the blocks of each owner (commit-log 11, 16).</summary>
internal sealed class OneLogVerification(NumberVerification numbers, BlockVerification blocks, DocumentVerification document)
{
    /// <exception cref="StateStoreException">The store failed: nothing is known.</exception>
    public async Task<LogVerificationResult> VerifyAsync(VerifiedLog log, HeadsOfLog heads, CancellationToken cancellationToken)
    {
        if (document.FaultOf(log) is { } altered)
        {
            return new LogVerificationResult { Logs = 1, Faults = [altered] };
        }

        var archived = heads.Skip(log.From);
        var walk = await numbers.VerifyAsync(log, heads, cancellationToken);
        var result = new LogVerificationResult
        {
            Logs = 1,
            Numbers = walk.Numbers,
            // What is being deleted is in blocks already, and is counted there.
            Lines = log.Drained?.Deleting is null ? walk.Lines : 0,
            Heads = walk.HeadsSeen,
            ArchivedHeads = archived,
            Faults = walk.Fault is { } fault ? [fault] : [],
            Remarks = walk.Gaps is [var first, ..] ? [Lost(log.Log.Id, first, walk.Gaps.Count)] : [],
        };
        return log.Drained is { Archive: not null } drained
            ? result.With(await blocks.VerifyAsync(drained, walk.HasEnded ? walk.Mac : null, cancellationToken))
            : result;
    }

    private static LogFault Lost(string log, long first, int count) => new(
        log,
        StateKeys.Entry(log, first),
        string.Create(
            CultureInfo.InvariantCulture,
            $"was lost by the store{(count > 1 ? $", with {count - 1} more" : "")}, as the log's end says. What the number behind a gap holds cannot be verified by itself."));
}
