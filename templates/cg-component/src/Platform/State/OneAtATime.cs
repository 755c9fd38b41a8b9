namespace CommonGround.Platform.State;

/// <summary>Lets one pass at a time, in order of arrival.</summary>
internal sealed class OneAtATime
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _line = [];
    private bool _taken;

    /// <summary>Waits for its turn; whoever got it calls <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            _line.Enqueue(place);
        }

        using var cancel = cancellationToken.UnsafeRegister(_ => place.TrySetCanceled(cancellationToken), null);
        await place.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            // A place whose waiter gave up cannot be taken any more.
            while (_line.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }
}
