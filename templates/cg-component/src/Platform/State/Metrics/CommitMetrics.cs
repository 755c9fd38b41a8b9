using System.Diagnostics.Metrics;

namespace CommonGround.Platform.State.Metrics;

/// <summary>What became of the commits of this replica (commit-log 2-5).</summary>
internal sealed class CommitMetrics
{
    private readonly Counter<long> _commits;
    private readonly Histogram<int> _requests;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _voids;
    private readonly Counter<long> _unknown;

    public CommitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(StateMeter.Name);
        _commits = meter.CreateCounter<long>("commonground.state.commits", "{commit}", "Commits that landed.");
        _requests = meter.CreateHistogram(
            "commonground.state.commit.requests", "{request}", "Requests that shared a commit.", null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _conflicts = meter.CreateCounter<long>(
            "commonground.state.commit.conflicts", "{request}", "Requests that lost a race in the state store, and read and decide again.");
        _voids = meter.CreateCounter<long>(
            "commonground.state.commit.voids", "{void}", "Numbers that were spent to settle a transaction which did not land.");
        _unknown = meter.CreateCounter<long>(
            "commonground.state.commit.unknown_outcomes", "{request}", "Requests that were told that their outcome is unknown.");
    }

    public void Landed(int requests)
    {
        _commits.Add(1);
        _requests.Record(requests);
    }

    public void Lost(int requests) => _conflicts.Add(requests);

    public void Void() => _voids.Add(1);

    public void Unknown() => _unknown.Add(1);
}
