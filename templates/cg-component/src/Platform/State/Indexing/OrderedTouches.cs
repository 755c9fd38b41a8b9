using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// What the entries of a batch touched that are taken together, in the order of the pages (commit-log 14): what goes into one page goes
/// into one write, however many requests of other tenants came in between.
/// </summary>
/// <param name="Log">Which log.</param>
/// <param name="Next">The number of the first entry.</param>
/// <param name="Until">The number after the last.</param>
/// <param name="Touches">Each once.</param>
internal sealed record OrderedTouches(string Log, long Next, long Until, IReadOnlyList<Touch> Touches)
{
    // As many as a fold mostly finds, twice: more hardly saves another write.
    private const int Most = 4096;

    // The next part has to find the same entries, so never more than a follower reads at least.
    private const int MostEntries = Follower.MostEntries;

    /// <param name="batch">The batch. A part of it that is done already tells which entries it was a part of.</param>
    /// <exception cref="InvalidOperationException">They are not there: in another order a touch would be left out.</exception>
    public static OrderedTouches Of(Batch batch)
    {
        var trees = new SortedDictionary<string, List<Guid>>(StringComparer.Ordinal);
        var end = batch.From.Until ?? batch.Entries[0].Number + MostEntries;
        var (until, count) = (batch.From.Next, 0);
        foreach (var (number, entry) in batch.Entries.TakeWhile(e => e.Number < end && (batch.From.Until is not null || count < Most)))
        {
            foreach (var (tree, id) in Touched(batch.Log.Id, number, entry))
            {
                if (!trees.TryGetValue(tree, out var ids))
                {
                    trees.Add(tree, ids = []);
                }

                ids.Add(id);
                count++;
            }

            until = number + 1;
        }

        if (batch.From.Until is { } pinned && pinned != until)
        {
            throw new InvalidOperationException($"Log {batch.Log.Id} was taken up to {pinned} together, and now reads up to {until}.");
        }

        return new OrderedTouches(
            batch.Log.Id, batch.From.Next, until, [.. trees.SelectMany(tree => tree.Value.Order().Distinct().Select(id => new Touch(tree.Key, id)))]);
    }

    private static IEnumerable<Touch> Touched(string log, long number, Entry entry) =>
        entry.Touched.SelectMany(tree => tree.Ids.Select(id => new Touch(tree.Tree, id))).Concat(LineTouches.Of(log, number, entry.Lines));

    /// <summary>Whether this is what a batch goes on with.</summary>
    public bool IsOf(Batch batch) => (batch.Log.Id, batch.From.Next, batch.From.Until) == (Log, Next, Until);
}
