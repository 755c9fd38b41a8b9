using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// The consumer that keeps pages and look-ups (commit-log 14): pages and progress in one transaction. Entries are taken together, in the
/// order of the pages they touch; what is more than one transaction holds is taken in parts.
/// </summary>
internal sealed class IndexConsumer(SideTransactions side, IndexFold fold, EntryCache cache) : IConsumer
{
    /// <summary>Its name in the registration and in progress keys.</summary>
    public const string Name = "index";

    /// <summary>One transaction is for so many touches at most.</summary>
    public const int MostTouches = 256;

    // What the last batch began: its next part need not order it again.
    private volatile OrderedTouches? _ordered;

    string IConsumer.Name => Name;

    bool IConsumer.TakesWhole => false;

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        // Lists begin at the progress of the index: they never ask for what is before it again.
        cache.Forget(batch.Log.Id, batch.From.Next);
        var ordered = _ordered is { } known && known.IsOf(batch) ? known : OrderedTouches.Of(batch);
        _ordered = ordered;
        var touches = ordered.Touches.Skip(batch.From.Done).Take(MostTouches).ToList();
        return await fold.PrepareAsync(touches, cancellationToken) is { } folded
            ? new Taken(batch.From.Advance(ordered.Until, folded.Taken, ordered.Touches.Count), folded.Operations)
            : null;
    }

    /// <summary>Looks at ids that a list found without their document, at most <see cref="MostTouches"/> (commit-log 14).</summary>
    public async Task RepairAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        // Once: what is refused here shows up in the next list again.
        if (await fold.PrepareAsync(touches, cancellationToken) is { } folded)
        {
            await side.TransactAsync(folded.Operations, cancellationToken);
        }
    }
}
