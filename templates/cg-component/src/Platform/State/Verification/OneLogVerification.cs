using System.Globalization;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Verification;

/// <summary>Verifies one log, as far as it still has numbers (commit-log 11, 16).</summary>
internal sealed class OneLogVerification(NumberVerification numbers)
{
    /// <exception cref="StateStoreException">The store failed: nothing is known.</exception>
    public async Task<LogVerificationResult> VerifyAsync(VerifiedLog log, HeadsOfLog heads, CancellationToken cancellationToken)
    {
        var archived = heads.Skip(log.From);
        var walk = await numbers.VerifyAsync(log, heads, cancellationToken);
        return new LogVerificationResult
        {
            Logs = 1,
            Numbers = walk.Numbers,
            Lines = walk.Lines,
            Heads = walk.HeadsSeen,
            ArchivedHeads = archived,
            Faults = walk.Fault is { } fault ? [fault] : [],
            Remarks = walk.Gaps is [var first, ..] ? [Lost(log.Log.Id, first, walk.Gaps.Count)] : [],
        };
    }

    private static LogFault Lost(string log, long first, int count) => new(
        log,
        StateKeys.Entry(log, first),
        string.Create(
            CultureInfo.InvariantCulture,
            $"was lost by the store{(count > 1 ? $", with {count - 1} more" : "")}, as the log's end says. What the number behind a gap holds cannot be verified by itself."));
}
