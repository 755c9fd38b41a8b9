using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using CommonGround.Platform.State.Committing;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State;

/// <summary>
/// Reads a known key every few seconds: a sidecar says that it is well while its store is down, so only a read of our own tells. A
/// store that reads and does not write shows in the commit in hand.
/// </summary>
internal sealed partial class StateReadiness(
    StateCalls calls, Committer committer, CommitQueue queue, CommitRounds rounds, StateOptions options, TimeProvider time,
    ILogger<StateReadiness> logger) : IStateReadiness
{
    private readonly Patience _patience = new(time);
    private volatile bool _reads;

    public string? Missing =>
        !_reads ? "The state store does not answer."
        : committer.HasEnded ? "The committer has ended: nothing is committed before the component starts again."
        : queue.IsFull ? "The commit queue is full."
        : rounds.InHand > 2 * options.StoreTimeout ? "The state store reads, but a commit is not settled."
        : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await ProbeAsync(cancellationToken);
            await Task.Delay(options.ProbeInterval, time, cancellationToken);
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await calls.GetAsync(StateKeys.Registration, cancellationToken);
            _reads = true;
            _patience.End();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _reads = false;
            if (_patience.IsOver(e.Message))
            {
                Log.Unready(logger, e.Message, e is StateStoreException ? null : e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The state store does not answer; the component is not ready. {Reason}")]
        public static partial void Unready(ILogger logger, string reason, Exception? exception);
    }
}
