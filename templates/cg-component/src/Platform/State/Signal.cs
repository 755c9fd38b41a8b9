namespace CommonGround.Platform.State;

/// <summary>
/// Wakes one waiter. Set while nobody waits, it lets the next waiter pass at once. A waiter goes on where its own scheduler wants
/// it, never inside the call that sets the signal.
/// </summary>
internal sealed class Signal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<bool>? _waiter;
    private bool _set;

    public void Set()
    {
        lock (_lock)
        {
            if (_waiter is { } waiter)
            {
                _waiter = null;
                waiter.SetResult(true);
            }
            else
            {
                _set = true;
            }
        }
    }

    /// <summary>Forgets that it was set while nobody waited.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _set = false;
        }
    }

    /// <returns>Whether it was set; <see langword="false"/> where <paramref name="limit"/> passed first.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Begin() is not { } waiter)
        {
            return true;
        }

        using var timer = time.CreateTimer(_ => Release(waiter, () => waiter.SetResult(false)), null, limit, Timeout.InfiniteTimeSpan);
        using var cancel = cancellationToken.UnsafeRegister(_ => Release(waiter, () => waiter.SetCanceled(cancellationToken)), null);
        return await waiter.Task;
    }

    private TaskCompletionSource<bool>? Begin()
    {
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return null;
            }

            return _waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // Under the lock, so that a signal is never spent on a waiter that is gone.
    private void Release(TaskCompletionSource<bool> waiter, Action release)
    {
        lock (_lock)
        {
            if (_waiter == waiter)
            {
                _waiter = null;
                release();
            }
        }
    }
}
