using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>
/// Verifies all logs and tells it: what is wrong in the component's own log, that it was done in the security log, and how it ended as a
/// metric.
/// </summary>
internal sealed partial class VerificationRun(
    LogVerification verification, AuditLog log, LocalAudit local, VerificationMetrics metrics, ILogger<VerificationRun> logger) : ILogVerification
{
    private const string Action = "verify-log";
    private const string Object = "all logs";

    // More of the same cause help nobody; the command prints them all.
    private const int MostTold = 20;

    public Task<LogVerificationResult> VerifyAsync(IReadOnlyCollection<LogHead> heads, CancellationToken cancellationToken) =>
        VerifyAsync(heads, result => local.OfComponent(Action, Object, result), _ => Task.CompletedTask, cancellationToken);

    /// <summary>For the user of this machine.</summary>
    /// <param name="heads">Heads that were kept outside the store.</param>
    /// <param name="tell">Tells the user what was found, before the line in the security log.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <inheritdoc cref="ILogVerification.VerifyAsync" path="/exception"/>
    public Task<LogVerificationResult> VerifyForUserAsync(
        IReadOnlyCollection<LogHead> heads, Func<LogVerificationResult, Task> tell, CancellationToken cancellationToken) =>
        VerifyAsync(heads, result => local.OfUser(Action, Object, result), tell, cancellationToken);

    private async Task<LogVerificationResult> VerifyAsync(
        IReadOnlyCollection<LogHead> heads, Func<string, AuditLine> describe, Func<LogVerificationResult, Task> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heads);
        LogVerificationResult result;
        try
        {
            result = await Readable.OrUnavailableAsync(verification.VerifyAsync(heads, cancellationToken));
        }
        catch (StateUnavailableException)
        {
            metrics.Failed();
            throw;
        }

        // Before the line: where that cannot be written, this is known all the same.
        Tell(result);
        await tell(result);
        await log.WriteAsync(Oin.Organization, describe(result.IsWhole ? "whole" : $"broken: {result.Faults.Count}"), cancellationToken);
        return result;
    }

    private void Tell(LogVerificationResult result)
    {
        metrics.Done(result.IsWhole);
        foreach (var fault in result.Faults.Take(MostTold))
        {
            Log.Broken(logger, fault.Place, fault.What);
        }

        if (result.Faults.Count > MostTold)
        {
            Log.More(logger, result.Faults.Count - MostTold);
        }

        foreach (var remark in result.Remarks.Take(MostTold))
        {
            Log.Remark(logger, remark.Place, remark.What);
        }

        if (result.IsWhole)
        {
            Log.Whole(logger, result.Logs, result.Numbers, result.Blocks, result.Lines);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The logs were tampered with, or the store damaged them: {Place} {What}")]
        public static partial void Broken(ILogger logger, string place, string what);

        [LoggerMessage(2, LogLevel.Error, "{Count} more chains are broken; verify-log names them.")]
        public static partial void More(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Warning, "Of a log that is whole: {Place} {What}")]
        public static partial void Remark(ILogger logger, string place, string what);

        [LoggerMessage(4, LogLevel.Information, "Verified {Logs} logs with {Numbers} numbers, {Blocks} blocks and {Lines} lines: they are whole.")]
        public static partial void Whole(ILogger logger, long logs, long numbers, long blocks, long lines);
    }
}
