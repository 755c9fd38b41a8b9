using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State;

/// <summary>
/// Transactions of consumers, drainers and registrations: they carry no number and stand beside the commit in flight, one at a
/// time per replica (commit-log 10). Each has the etag of everything it was decided by, so that one that lands late is harmless.
/// </summary>
internal sealed class SideTransactions(StateCalls calls) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <returns>Whether it was acknowledged. After anything else: read again and decide again.</returns>
    public async Task<bool> TransactAsync(List<StateOperation> operations, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await calls.TransactAsync(operations, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
