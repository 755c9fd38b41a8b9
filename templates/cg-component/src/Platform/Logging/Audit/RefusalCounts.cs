using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Says which refusals get a line of their own, and counts the others: so many lines per origin and minute, and so many origins. However many
/// come, memory and lines are bounded.
/// </summary>
internal sealed class RefusalCounts(IOptions<AuditOptions> options, TimeProvider time)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RefusalSource, Tally> _tallies = [];
    private readonly Lock _lock = new();
    private long _began = time.GetTimestamp();

    /// <param name="source">Whose refusal.</param>
    /// <param name="at">When it came.</param>
    /// <param name="canWrite">Whether a line could be written now.</param>
    /// <returns>Whether it gets a line of its own; otherwise it is counted.</returns>
    public bool TakesLine(RefusalSource source, DateTimeOffset at, bool canWrite)
    {
        lock (_lock)
        {
            BeginMinute();
            var tally = TallyOf(source);
            if (canWrite && tally.Lines < options.Value.RefusalsPerMinute)
            {
                tally.Lines++;
                return true;
            }

            tally.Add(1, at);
            return false;
        }
    }

    /// <summary>Counts a refusal that never gets a line of its own.</summary>
    /// <param name="source">Whose refusal.</param>
    /// <param name="at">When it came.</param>
    public void Count(RefusalSource source, DateTimeOffset at) => TakesLine(source, at, canWrite: false);

    /// <summary>What was counted and is in nobody's hands yet.</summary>
    public IReadOnlyList<CountedRefusals> Take()
    {
        lock (_lock)
        {
            var taken = new List<CountedRefusals>();
            foreach (var (source, tally) in _tallies)
            {
                if (tally.Count > 0)
                {
                    taken.Add(new CountedRefusals(source, tally.Count, tally.Since));
                    tally.Count = 0;
                }
            }

            return taken;
        }
    }

    /// <summary>They could not be written, and are counted on.</summary>
    public void GiveBack(IEnumerable<CountedRefusals> refusals)
    {
        lock (_lock)
        {
            foreach (var (source, count, since) in refusals)
            {
                TallyOf(source).Add(count, since);
            }
        }
    }

    private void BeginMinute()
    {
        if (time.GetElapsedTime(_began) < s_minute)
        {
            return;
        }

        _began = time.GetTimestamp();
        foreach (var (source, tally) in _tallies)
        {
            tally.Lines = 0;
            if (tally.Count == 0)
            {
                _tallies.Remove(source);
            }
        }
    }

    private Tally TallyOf(RefusalSource source)
    {
        if (_tallies.TryGetValue(source, out var known))
        {
            return known;
        }

        // The place of the others is beside those of the origins.
        if (_tallies.Count >= options.Value.RefusalOrigins && source != RefusalSource.Others)
        {
            return TallyOf(RefusalSource.Others);
        }

        return _tallies[source] = new Tally();
    }

    private sealed class Tally
    {
        public int Lines { get; set; }

        public long Count { get; set; }

        public DateTimeOffset Since { get; private set; }

        public void Add(long count, DateTimeOffset since)
        {
            Since = Count == 0 || since < Since ? since : Since;
            Count += count;
        }
    }
}
