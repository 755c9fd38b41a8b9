using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Finds the processing lines of a person (commit-log 14, 15, 17): in the entries that the index has not taken yet, and in a tree per month
/// and key number. How many lines there are, of him and of others, makes it no slower.
/// </summary>
/// <remarks>
/// Unlike a document, a line is never written again, so it stays under the number that it was committed with: the registration is read once.
/// </remarks>
internal sealed class LineLookUp(Registrar registrar, UnfoldedTouches unfolded, LineTrees trees, ITenantKeys keys)
{
    /// <param name="tenant">Whose lines.</param>
    /// <param name="subject">Whom they concern, under a key number: <c>{key number}/{keyed hash}</c>.</param>
    /// <param name="period">When they began.</param>
    /// <param name="after">The reference to continue after, as an id; <see langword="null"/> for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateUnavailableException">The store does not answer, or a key number in use is not at hand.</exception>
    public Task<FoundReferences> FindAsync(
        Oin tenant, Func<int, string> subject, LinePeriod period, Guid? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var left = after is { } last ? period.UpTo(LineReference.Read(last)) : period;
        return Readable.OrUnavailableAsync(ReadAsync(tenant, subject, left, after, limit, cancellationToken));
    }

    private async Task<FoundReferences> ReadAsync(
        Oin tenant, Func<int, string> subject, LinePeriod period, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var registration = await registrar.ReadAsync(cancellationToken);
        var subjects = registration.Numbers.Select(number => subject(AtHand(number))).ToList();
        var months = period.Months().ToDictionary(month => month, month => subjects.ConvertAll(s => StateKeys.Lines(tenant.ToString(), month, s)));
        var places = months.Values.SelectMany(trees => trees).ToList();
        if (places.Count == 0)
        {
            // No key number is in use, so nothing was ever committed; or the period is empty.
            return new FoundReferences([], null);
        }

        // In this order (commit-log 18): what is folded meanwhile is in the entries.
        var ids = new SortedSet<Guid>((await unfolded.ReadAsync(registration, places, after, cancellationToken)).Where(IsAsked));
        var roots = await trees.RootsAsync(places, cancellationToken);
        // One more than asked for shows whether there is a next page; and the one to continue after is among them.
        foreach (var month in months.Keys.OrderDescending().TakeWhile(month => ids.GetViewBetween(Guid.Empty, Newest(month)).Count <= limit))
        {
            foreach (var tree in months[month].Where(roots.ContainsKey))
            {
                ids.UnionWith((await trees.IdsAsync(tree, roots[tree], after ?? period.Lowest, limit + 2, cancellationToken)).Where(IsAsked));
            }
        }

        var page = ids.Take(limit).ToList();
        return new FoundReferences([.. page.Select(LineReference.Read)], ids.Count > limit ? page[^1] : null);

        bool IsAsked(Guid id) => id >= period.Lowest && id < period.Beyond && id != after && !(id < after);
    }

    // What is below it is of later months.
    private static Guid Newest(DateOnly month) =>
        LineReference.NewestIn(new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds() - 1);

    private int AtHand(int number) =>
        keys.Numbers.Contains(number)
            ? number
            : throw new StateUnavailableException($"The secret of key number {number}, which is in use, is not at hand: a search without it would not be complete.");
}
