using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

internal sealed class ProcessingApi(Acts acts, ActCommits commits, ProcessingActivities activities, LocalAudit audit) : IProcessing
{
    public void Concerns(Bsn subject)
    {
        var act = acts.Current ?? throw new InvalidOperationException(
            "No request, event or job goes on, so nothing says what the data is used for. Run it within IProcessing.RunAsync.");
        act.Use("data about a person", [subject]);
    }

    public async Task<T> RunAsync<T>(Oin tenant, string activity, string name, Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var act = acts.Enter(new JobFacts(tenant, Find(activity), name, audit));
        try
        {
            var result = await job(cancellationToken);
            await commits.CommitAsync(act, ActOutcome.Done, CancellationToken.None);
            return result;
        }
        catch (Exception e) when (e is not NotLoggedException)
        {
            await commits.TryCommitFailureAsync(
                act, e is OperationCanceledException && cancellationToken.IsCancellationRequested ? ActOutcome.Cancelled : ActOutcome.Failed(e));
            throw;
        }
        finally
        {
            act.End();
        }
    }

    private ProcessingActivity Find(string activity) =>
        activities.TryFind(activity, out var found)
            ? found
            : throw new ArgumentException($"There is no processing activity '{activity}' in {ProcessingActivities.FileName}.", nameof(activity));
}
