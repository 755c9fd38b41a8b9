using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Consuming;

/// <summary>The loops of all consumers beside the index; each goes at its own pace (commit-log 10).</summary>
internal sealed class ConsumerLoops(
    Consumers consumers, Landings landings, EndedLogs ended, Follower follower, ConsumerBacklogs backlogs, StateOptions options, TimeProvider time,
    ILoggerFactory loggers)
{
    public IReadOnlyList<ConsumerLoop> All { get; } =
        [.. consumers.BesideIndex.Select(c => new ConsumerLoop(c, landings, ended, follower, backlogs, options, time, loggers.CreateLogger<ConsumerLoop>()))];

    /// <summary>Takes what is left before a stop, where that is quick.</summary>
    public Task TryCatchUpAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(loop => loop.TryCatchUpAsync(cancellationToken)));

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(loop => loop.RunAsync(cancellationToken)));
}
