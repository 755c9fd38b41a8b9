using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>One key that waits to be read, for everybody who asked for it meanwhile.</summary>
internal sealed class WaitingRead
{
    private readonly TaskCompletionSource<StateItem?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<StateItem?> Answer => _answer.Task;

    /// <summary>When somebody asked for it last, as a timestamp.</summary>
    public long Asked { get; set; }

    public void Succeed(StateItem? item) => _answer.TrySetResult(item);

    public void Succeed(BulkItem item)
    {
        try
        {
            Succeed(item.ToItem());
        }
        catch (StateStoreException failure)
        {
            Fail(failure);
        }
    }

    public void Fail(Exception failure)
    {
        _answer.TrySetException(failure);
        // Its caller may have given up; then nobody else looks at it.
        _ = _answer.Task.Exception;
    }
}
