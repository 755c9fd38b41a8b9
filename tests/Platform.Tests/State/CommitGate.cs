using CommonGround.Platform.State.Committing;

namespace CommonGround.Platform.Tests.State;

/// <summary>Holds the next transaction that changes documents, so that requests gather behind it.</summary>
internal sealed class CommitGate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CommitGate(FaultyStore store) => store.BeforeTransact = async operations =>
    {
        if (operations.Any(o => o.Key.Contains("/aanvragen/", StringComparison.Ordinal)))
        {
            _reached.TrySetResult();
            await _open.Task;
        }
    };

    public Task Reached => _reached.Task;

    public void Open() => _open.TrySetResult();

    public static Task WaitForQueueAsync(StateHost host, int length) =>
        Eventually.TrueAsync(() => host.Get<CommitQueue>().Length == length);

    public void Dispose() => Open();
}
