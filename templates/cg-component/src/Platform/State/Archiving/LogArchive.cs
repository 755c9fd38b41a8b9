using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>What of a drained log has gone to blocks (commit-log 11). The drained document holds it, under its HMAC.</summary>
/// <param name="End">The HMAC of the log's end, from which the chain of each owner starts (commit-log 16).</param>
/// <param name="Next">The first number whose lines are in no block yet.</param>
/// <param name="Mac">The HMAC of the number before that, or <see langword="null"/> where the store lost it (commit-log 9).</param>
internal sealed record LogArchive(string End, long Next, string? Mac)
{
    /// <summary>How many numbers share a block key.</summary>
    public const int RangeLength = 1024;

    /// <summary>Numbers within a range at which a further block begins, for all owners, in order.</summary>
    public IReadOnlyList<long> Splits { get; init; } = [];

    /// <summary>Who has blocks, in order.</summary>
    public IReadOnlyList<ArchivedOwner> Owners { get; init; } = [];

    /// <summary>Of which logs the lines have expired: in the blocks they are gone, or are going.</summary>
    public IReadOnlyList<LineKind> Expired { get; init; } = [];

    /// <summary>How many blocks are done of those that expiry goes through, or <see langword="null"/> where it goes through none.</summary>
    public int? Expiring { get; init; }

    /// <summary>How many references to the lines of the next of these blocks are out of the look-up.</summary>
    public int References { get; init; }

    /// <summary>Whether all that has lines has expired: then the blocks go, and what is said here of their owners stays.</summary>
    public bool HasExpired => Owners.All(o => (o.Processing == 0 || Expired.Contains(LineKind.Processing)) && (o.Audit == 0 || Expired.Contains(LineKind.Audit)));

    public ArchivedOwner? Find(string owner) => Owners.FirstOrDefault(o => o.Owner == owner);

    /// <summary>The first number of the stretch in which a number is. Stretches are the same for all owners, though few may have lines in one.</summary>
    public long StretchOf(long number)
    {
        var range = number - (number % RangeLength);
        return Splits.LastOrDefault(split => split <= number && split > range, range);
    }

    /// <summary>The first numbers of all stretches from <paramref name="first"/> to <paramref name="last"/>, both inclusive, in order.</summary>
    public IEnumerable<long> Stretches(long first, long last)
    {
        var splits = new Queue<long>(Splits.Where(split => split >= first));
        for (var range = first - (first % RangeLength); range <= last; range += RangeLength)
        {
            if (range >= first)
            {
                yield return range;
            }

            while (splits.TryPeek(out var split) && split < range + RangeLength && split <= last)
            {
                yield return splits.Dequeue();
            }
        }
    }

    /// <summary>Where blocks may be, in an order that does not change once the log is archived: an owner may have nothing in a stretch.</summary>
    public IEnumerable<(Oin Owner, long Stretch)> Places() =>
        Owners.SelectMany(o => Stretches(o.First, o.Last).Select(stretch => (LineOwner.Parse(o.Owner), stretch)));

    /// <summary>The key of an owner's block.</summary>
    /// <param name="owner">Whose block.</param>
    /// <param name="log">Of which log.</param>
    /// <param name="stretch">The first number of its stretch.</param>
    public string KeyOf(Oin owner, string log, long stretch)
    {
        var range = stretch / RangeLength;
        return StateKeys.Block(owner, log, range, Splits.Count(split => split / RangeLength == range && split <= stretch));
    }

    /// <summary>After the blocks of one more stretch.</summary>
    /// <param name="next">The first number of the next stretch, or the log's end.</param>
    /// <param name="end">The log's end.</param>
    /// <param name="mac">The HMAC of the number before <paramref name="next"/>.</param>
    /// <param name="owners">Who has a block in it, as each is after that.</param>
    public LogArchive Advance(long next, long end, string? mac, IEnumerable<ArchivedOwner> owners)
    {
        var all = Owners.ToDictionary(o => o.Owner);
        foreach (var owner in owners)
        {
            all[owner.Owner] = owner;
        }

        return this with
        {
            Next = next,
            Mac = mac,
            Splits = next % RangeLength == 0 || next >= end ? Splits : [.. Splits, next],
            Owners = [.. all.Values.OrderBy(o => o.Owner, StringComparer.Ordinal)],
        };
    }
}
