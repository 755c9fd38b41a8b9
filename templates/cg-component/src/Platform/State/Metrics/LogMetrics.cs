using System.Diagnostics.Metrics;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Metrics;

/// <summary>The logs of all replicas, as this one last read the registration, and what it did with them (commit-log 9-12).</summary>
internal sealed class LogMetrics
{
    private static readonly KeyValuePair<string, object?> Live = new("commonground.state.log.state", "live");
    private static readonly KeyValuePair<string, object?> Ended = new("commonground.state.log.state", "ended");

    private readonly Counter<long> _archived;
    private readonly Counter<long> _archivingFailures;
    private readonly Counter<long> _endedByOthers;
    private Registration _seen = Registration.Empty;
    private int _altered;

    public LogMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(StateMeter.Name);
        meter.CreateObservableUpDownCounter(
            "commonground.state.log.count", Count, "{log}", "Logs that are written, and logs that have ended and are not drained yet.");
        _archived = meter.CreateCounter<long>("commonground.state.log.archived", "{log}", "Logs that this replica archived.");
        _archivingFailures = meter.CreateCounter<long>(
            "commonground.state.log.archiving_failures", "{failure}", "Times that a log could not be archived, or its lines could not expire.");
        meter.CreateObservableUpDownCounter(
            "commonground.state.log.altered", () => Volatile.Read(ref _altered), "{log}",
            "Ended logs that are kept as they are, since something of them is not what was written there.");
        _endedByOthers = meter.CreateCounter<long>(
            "commonground.state.log.ended_by_others", "{log}", "Logs of this replica that another one ended.");
    }

    public void Seen(Registration registration) => Volatile.Write(ref _seen, registration);

    public void Archived() => _archived.Add(1);

    public void ArchivingFailed() => _archivingFailures.Add(1);

    /// <summary>So many are kept as they are.</summary>
    public void Altered(int count) => Volatile.Write(ref _altered, count);

    public void EndedByOther() => _endedByOthers.Add(1);

    private Measurement<int>[] Count()
    {
        var logs = Volatile.Read(ref _seen).Logs;
        var ended = logs.Count(log => log.End is not null);
        return [new Measurement<int>(logs.Count - ended, Live), new Measurement<int>(ended, Ended)];
    }
}
