namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Wakes the one who waits. Set while nobody waits, it lets the next wait pass at once.</summary>
internal sealed class Wake
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Returns when it is set, when the limit has passed, or when it is cancelled; it does not throw.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        await Volatile.Read(ref _set).Task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Before the waiter looks: what is set from here on is for its next wait.
        Volatile.Write(ref _set, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
