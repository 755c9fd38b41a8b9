using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Trial;

/// <summary>What is known of the store: calls wait for it.</summary>
internal sealed class TrialVerdict
{
    private const string NotTried = "The state store is not tried yet.";

    // Those who wait go on where it is set: what they then do, they do in the order in which they came.
    private readonly TaskCompletionSource _passed = new();
    private volatile string? _missing = NotTried;

    /// <summary>Why the store cannot be used now, in one line, or <see langword="null"/>.</summary>
    public string? Missing => _missing;

    public bool HasPassed => _passed.Task.IsCompleted;

    public void Pass()
    {
        _missing = null;
        _passed.TrySetResult();
    }

    public void Wait(string missing) => _missing = missing;

    /// <exception cref="StateStoreException">It did not pass within the limit.</exception>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _passed.Task.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new StateStoreException(_missing ?? NotTried, late);
        }
    }
}
