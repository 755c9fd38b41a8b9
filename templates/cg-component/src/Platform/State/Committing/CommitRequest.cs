using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// What one request commits, and where it stands: waiting, sent, or left by its caller. A request that was sent stays with its number until
/// that is settled; one whose caller left is not sent again (commit-log 4).
/// </summary>
internal sealed class CommitRequest
{
    private readonly TaskCompletionSource<CommitOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Stage _stage;

    private enum Stage
    {
        Waiting,
        Sent,
        Left,
        Done,
    }

    public required string Id { get; init; }

    public required Oin Tenant { get; init; }

    /// <summary>The turn of the committer in which the request began to read.</summary>
    public required long Since { get; init; }

    public required IReadOnlyList<StateOperation> Operations { get; init; }

    public required IReadOnlyList<Touch> Touches { get; init; }

    /// <summary>What it leaves to be published, in order.</summary>
    public IReadOnlyList<EntryEvent> Events { get; init; } = [];

    /// <summary>What it leaves in the two logs, in order.</summary>
    public IReadOnlyList<EntryLine> Lines { get; init; } = [];

    /// <summary>The key number that its look-ups are written under.</summary>
    public required int KeyNumber { get; init; }

    /// <summary>Bytes as sent, its share of the entry included.</summary>
    public required int Size { get; init; }

    /// <summary>How often it met a void with nobody beside it (commit-log 5).</summary>
    public int VoidsAlone { get; set; }

    /// <summary>It is awaited as it is: any helper between would run on the thread pool, where no simulation can follow.</summary>
    public Task<CommitOutcome> Outcome => _outcome.Task;

    /// <summary>Whether its caller, or a committer that stops, gave up waiting.</summary>
    public bool HasLeft
    {
        get
        {
            lock (_lock)
            {
                return _stage == Stage.Left;
            }
        }
    }

    /// <returns>Whether it may be sent: its caller still waits.</returns>
    public bool TrySend() => Move(Stage.Waiting, Stage.Sent);

    /// <summary>The void stands.</summary>
    /// <returns>Whether it may be sent again: its caller was not told that the outcome is unknown.</returns>
    public bool TryReturn() => Move(Stage.Sent, Stage.Waiting);

    public void Complete(CommitOutcome outcome)
    {
        lock (_lock)
        {
            _stage = _stage == Stage.Left ? Stage.Left : Stage.Done;
        }

        _outcome.TrySetResult(outcome);
    }

    /// <summary>Its caller, or a committer that stops, waits no longer.</summary>
    public void Leave()
    {
        CommitOutcome outcome;
        lock (_lock)
        {
            if (_stage is Stage.Left or Stage.Done)
            {
                return;
            }

            outcome = _stage == Stage.Sent ? CommitOutcome.Unknown : CommitOutcome.Refused;
            _stage = Stage.Left;
        }

        _outcome.TrySetResult(outcome);
    }

    private bool Move(Stage from, Stage to)
    {
        lock (_lock)
        {
            if (_stage != from)
            {
                return false;
            }

            _stage = to;
            return true;
        }
    }
}
