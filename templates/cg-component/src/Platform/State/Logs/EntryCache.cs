namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Entries in memory: a number that was written never changes (commit-log 17), though a store may lose it. What the index had taken
/// leaves with the next batch that this replica takes in, and past a bound the oldest do, so that a replica holds as much after a
/// million resources as after a thousand.
/// </summary>
/// <remarks>
/// Lists and the index ask what entries touch, of all that are not folded; the others take what entries carry, mostly of the last few. That
/// may be a hundred times as much, so both have a bound of their own.
/// </remarks>
internal sealed class EntryCache
{
    /// <summary>The bound of <see cref="Weight"/>: 13 MiB at most.</summary>
    public const int Most = 128 * 1024;

    private const int MostWhole = 64 * 1024;

    private readonly BoundedEntries _outlines = new(Most);
    private readonly BoundedEntries _whole = new(MostWhole);

    /// <summary>How much is known of what entries touch, counted in ids.</summary>
    public int Weight => _outlines.Weight;

    /// <summary>How much of whole entries is in it, counted in ids and in hundreds of bytes of events and lines.</summary>
    public int WholeWeight => _whole.Weight;

    /// <param name="log">The id of the log.</param>
    /// <param name="number">The number.</param>
    /// <param name="entry">What it holds, whole.</param>
    /// <param name="whole">Whether it is kept whole, too.</param>
    public void Add(string log, long number, Entry entry, bool whole)
    {
        _outlines.Add(log, number, entry.Outline());
        if (whole)
        {
            _whole.Add(log, number, entry);
        }
    }

    /// <param name="log">The id of the log.</param>
    /// <param name="number">The number.</param>
    /// <param name="whole">Whether it has to be whole; otherwise what it touches is enough.</param>
    public Entry? Find(string log, long number, bool whole) => whole ? _whole.Find(log, number) : _outlines.Find(log, number);

    /// <summary>Drops the numbers of a log before <paramref name="next"/>. Who asks for one again finds it in the store.</summary>
    public void Forget(string log, long next)
    {
        _outlines.Forget(log, next);
        _whole.Forget(log, next);
    }
}
