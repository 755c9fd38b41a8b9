using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>
/// Verifies every log that the store has: those of the registration, whose entries are not archived yet, and those that are drained
/// (commit-log 16). It changes nothing, and runs beside replicas that commit, roll, drain and archive.
/// </summary>
internal sealed class LogVerification(StateCalls calls, Registrar registrar, LogFinder finder, OneLogVerification one)
{
    /// <param name="heads">Heads that were kept outside the store.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <exception cref="StateStoreException">The store failed: nothing is known.</exception>
    public async Task<LogVerificationResult> VerifyAsync(IReadOnlyCollection<LogHead> heads, CancellationToken cancellationToken)
    {
        var (byLog, seen) = (heads.ToLookup(head => head.Log), new HashSet<string>());
        var result = new LogVerificationResult();
        // The registration first: what is drained meanwhile is in the list after it.
        foreach (var log in (await registrar.ReadAsync(cancellationToken)).Logs.Where(log => seen.Add(log.Id)))
        {
            result = result.With(await VerifyAsync(log.Id, VerifiedLog.Of(log), byLog[log.Id], cancellationToken));
        }

        var names = await DrainedNames.ReadAsync(calls, cancellationToken);
        foreach (var log in names.Logs.Where(seen.Add))
        {
            result = result.With(await VerifyAsync(log, await finder.FindAsync(log, cancellationToken), byLog[log], cancellationToken));
        }

        var gone = byLog.Where(log => !seen.Contains(log.Key)).Select(log => new LogFault(
            log.Key, StateKeys.Drained(log.Key), $"is gone: the log is neither registered nor drained, and a head of it was kept outside, {log.First()}."));
        return result.With(new LogVerificationResult { Faults = [.. names.Faults, .. gone] });
    }

    // A log that rolled, was drained or archived while it was verified is verified anew, as it is then.
    private async Task<LogVerificationResult> VerifyAsync(string id, VerifiedLog? log, IEnumerable<LogHead> heads, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var found = log is null ? Unreadable(id) : await one.VerifyAsync(log, new HeadsOfLog(heads), cancellationToken);
            var now = found.IsWhole ? log : await finder.FindAsync(id, cancellationToken);
            if (now?.Text == log?.Text)
            {
                return found;
            }

            log = now;
        }
    }

    private static LogVerificationResult Unreadable(string log) => new() { Logs = 1, Faults = [LogFault.NoDocument(log)] };
}
