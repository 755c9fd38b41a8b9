using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// The consumer that keeps pages and look-ups (commit-log 14): pages and progress in one transaction. An entry that touches more than
/// one transaction holds is taken in parts.
/// </summary>
internal sealed class IndexConsumer(SideTransactions side, IndexFold fold, EntryCache cache) : IConsumer
{
    /// <summary>Its name in the registration and in progress keys.</summary>
    public const string Name = "index";

    private const int MostTouches = 256;

    string IConsumer.Name => Name;

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        // Lists begin at the progress of the index: they never ask for what is before it again.
        cache.Forget(batch.Log.Id, batch.From.Next);
        var touches = batch.Entries.SelectMany(e => e.Entry.Touches()).Skip(batch.From.Done).Take(MostTouches).ToList();
        return await fold.PrepareAsync(touches, cancellationToken) is { } folded
            ? new Taken(batch.From.Advance(batch.Entries, folded.Taken), folded.Operations)
            : null;
    }

    /// <summary>Looks at ids that a list found without their document (commit-log 14).</summary>
    public async Task RepairAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        // Once: what is refused here shows up in the next list again.
        if (await fold.PrepareAsync(touches, cancellationToken) is { } folded)
        {
            await side.TransactAsync(folded.Operations, cancellationToken);
        }
    }
}
