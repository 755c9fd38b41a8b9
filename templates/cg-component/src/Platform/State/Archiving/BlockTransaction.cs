using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Sends the blocks of a stretch in transactions that the store takes, each with the drained document under its etag: as it was with all but
/// the last (commit-log 10, 11).
/// </summary>
internal sealed class BlockTransaction(DrainedLog log, StateItem item, SideTransactions side, DrainedLogs drained, DrainedSeal seal, StateOptions options)
{
    private readonly int _sizeOfDocument = SentSize.Of(seal.ToOperation(log, item));
    private readonly List<StateOperation> _operations = [];
    private StateItem _item = item;
    private int _size;

    /// <summary>Adds a block. What no longer fits beside it is sent first.</summary>
    /// <returns>Whether all that was sent stands.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<bool> AddAsync(StateOperation block, CancellationToken cancellationToken)
    {
        var size = SentSize.Of(block);
        if (_operations.Count > 0 && (_operations.Count + 1 >= options.GroupOperations || _sizeOfDocument + _size + size > options.GroupBytes)
            && !await SendAsync(cancellationToken))
        {
            return false;
        }

        _operations.Add(block);
        _size += size;
        return true;
    }

    /// <summary>Sends what is left, and the drained document as it is after that.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public Task<bool> CompleteAsync(DrainedLog next, CancellationToken cancellationToken) =>
        side.TransactAsync([.. _operations, seal.ToOperation(next, _item)], cancellationToken);

    // A transaction does not tell the new etag. Where another wrote meanwhile, that one goes on.
    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        var same = seal.ToOperation(log, _item);
        if (!await side.TransactAsync([.. _operations, same], cancellationToken)
            || await drained.FindAsync(log.Log.Id, cancellationToken) is not var (_, item)
            || item.Value != same.Value)
        {
            return false;
        }

        (_item, _size) = (item, 0);
        _operations.Clear();
        return true;
    }
}
