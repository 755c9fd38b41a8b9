using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Numbers of a log whose lines go to blocks together, one block per owner (commit-log 11). It ends with a range of 1,024 numbers, and before
/// an entry with which an owner would have more than a block holds, or all together more than is held in memory. Only what the entries say
/// decides, so that every archiver ends it at the same number.
/// </summary>
/// <param name="from">Its first number.</param>
/// <param name="mac">The HMAC of the number before that, or <see langword="null"/> where the store lost that one.</param>
internal sealed class Stretch(long from, string? mac)
{
    // In bytes as they are sent. No settings: two archivers that count differently would not find each other's blocks.
    private const int MostOfOwner = 1024 * 1024;
    private const int MostOfAll = 16 * 1024 * 1024;

    // The members of a line in a block, with their quotes.
    private const int LineMembers = 256;

    private readonly SortedDictionary<string, OwnerLines> _owners = new(StringComparer.Ordinal);
    private int _size;

    /// <summary>Its first number.</summary>
    public long From { get; } = from;

    /// <summary>The number after its last.</summary>
    public long Until { get; private set; } = from;

    /// <summary>The HMAC of its last number, or <see langword="null"/> where the store lost that one.</summary>
    public string? Mac { get; private set; } = mac;

    /// <summary>Who has lines in it, in order.</summary>
    public IReadOnlyCollection<OwnerLines> Owners => _owners.Values;

    /// <summary>Takes a number in.</summary>
    /// <param name="number">The number.</param>
    /// <param name="lines">The lines that its entry has.</param>
    /// <param name="itsMac">Its HMAC, or <see langword="null"/> where the store lost it.</param>
    /// <returns>Whether it is of this stretch.</returns>
    public bool TryAdd(long number, IReadOnlyList<EntryLine> lines, string? itsMac)
    {
        var sizes = lines.GroupBy(l => l.Owner, SizeOf).Select(g => (Owner: g.Key, Size: g.Sum())).ToList();
        var size = sizes.Sum(s => s.Size);
        if ((_size > 0 && _size + size > MostOfAll) || sizes.Exists(s => _owners.TryGetValue(s.Owner, out var has) && has.Size + s.Size > MostOfOwner))
        {
            return false;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (!_owners.TryGetValue(lines[i].Owner, out var owner))
            {
                _owners.Add(lines[i].Owner, owner = new OwnerLines(lines[i].Owner));
            }

            owner.Add(lines[i].Kind, BlockLine.From(number, i, lines[i]), SizeOf(lines[i]));
        }

        _size += size;
        (Until, Mac) = (number + 1, itsMac);
        return true;
    }

    private static int SizeOf(EntryLine line) => LineMembers + line.Sealed.Length + (line.Subject?.Length ?? 0);
}
