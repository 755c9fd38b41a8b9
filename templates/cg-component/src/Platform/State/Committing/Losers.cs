using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Committing;

/// <summary>After a void: which requests lost a race. The documents tell, never the text of an error (commit-log 3).</summary>
internal sealed class Losers(StateCalls calls)
{
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<HashSet<CommitRequest>> FindAsync(IReadOnlyList<CommitRequest> requests, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync([.. requests.SelectMany(r => r.Operations).Select(o => o.Key)], cancellationToken);
        return [.. requests.Where(r => r.Operations.Any(o => IsLost(o, items.GetValueOrDefault(o.Key))))];
    }

    private static bool IsLost(StateOperation operation, StateItem? item) => operation.Condition switch
    {
        StateCondition.Absent => item is not null,
        StateCondition.Unchanged => item?.ETag != operation.ETag,
        _ => false,
    };
}
