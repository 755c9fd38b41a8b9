using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Makes durable what of an act is not: in a commit of its own, which it shares with those of others (commit-log 1).</summary>
internal sealed partial class ActCommits(ActLines lines, LineCommits commits, ITenantKeys keys, TimeProvider time, ILogger<ActCommits> logger)
{
    // What failed gets no better by waiting: state is what fails most, and whoever called waits for the answer.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <exception cref="NotLoggedException">It is not durable, so nothing of it may go out.</exception>
    public async Task CommitAsync(Act act, ActOutcome outcome, CancellationToken cancellationToken = default)
    {
        using var part = new ActPart(act, isRest: true);
        try
        {
            var keyNumber = 0;
            var left = lines.Of(part, outcome, () => keyNumber = keys.Current);
            if (left.Count > 0)
            {
                await commits.CommitAsync(act.Facts.Tenant ?? Oin.Organization, keyNumber, left, cancellationToken);
            }

            part.Landed();
        }
        catch (Exception e) when (IsTrouble(e, cancellationToken))
        {
            throw new NotLoggedException("The use of personal data could not be logged.", e);
        }
    }

    /// <summary>Makes the lines of a request durable before its answer, of a fault too: within a moment, since whoever called waits for it.</summary>
    /// <exception cref="NotLoggedException">They are not. Only what is 503 anyhow goes out without them: it tells to come again, and nothing else.</exception>
    public async Task CommitAnswerAsync(Act act, ActOutcome outcome)
    {
        if (!outcome.IsError)
        {
            await CommitAsync(act, outcome);
        }
        else if (!await TryCommitFailureAsync(act, outcome) && outcome.Code != StatusCodes.Status503ServiceUnavailable)
        {
            throw new NotLoggedException("A fault could not be logged.", outcome.Failure);
        }
    }

    /// <returns>Whether the lines of an act that failed became durable within a moment; otherwise the component's own log names it.</returns>
    public async Task<bool> TryCommitFailureAsync(Act act, ActOutcome outcome)
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        try
        {
            await CommitAsync(act, outcome, limit.Token);
            return true;
        }
        catch (NotLoggedException e)
        {
            Log.NotLogged(logger, act.Facts.Place, act.Span.TraceId.ToHexString(), e.InnerException!);
            return false;
        }
    }

    private static bool IsTrouble(Exception exception, CancellationToken cancellationToken) =>
        exception is StateUnavailableException or StateBusyException or OutcomeUnknownException or TenantKeysMissingException
        || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Place} failed, and its log lines (trace {Trace}) could not be made durable either.")]
        public static partial void NotLogged(ILogger logger, string place, string trace, Exception exception);
    }
}
