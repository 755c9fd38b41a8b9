using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// One number of a log (commit-log 1, 3, 9). It says what was touched and what is to be published, never what to do. A later format adds
/// lines; members that this replica does not know are skipped.
/// </summary>
/// <param name="Format">The entry format. This replica reads up to <see cref="NewestFormat"/> (commit-log 10).</param>
/// <param name="Kind">Entry, void or end.</param>
/// <param name="By">The replica that wrote it.</param>
internal sealed record Entry(int Format, EntryKind Kind, string By)
{
    // Events came before the first release, so no replica writes or reads entries without them: the number is still 1.
    public const int NewestFormat = 1;

    /// <summary>The ids of the requests that share the entry; archiving keeps those of a log's last (commit-log 11).</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    public IReadOnlyList<TouchedTree> Touched { get; init; } = [];

    /// <summary>What its requests leave to be published, in order.</summary>
    public IReadOnlyList<EntryEvent> Events { get; init; } = [];

    /// <summary>What its requests leave in the two logs, in order.</summary>
    public IReadOnlyList<EntryLine> Lines { get; init; } = [];

    /// <summary>
    /// Of an end: the numbers that the store had lost when it was written. The chain is over this, so that nobody makes numbers disappear by
    /// naming them in the registration (commit-log 9, 16).
    /// </summary>
    public IReadOnlyList<long>? Lost { get; init; }

    /// <summary>The HMAC over it and the number before: <c>{key number}.{43 characters of base64url}</c> (commit-log 16).</summary>
    [JsonIgnore]
    public string? Mac { get; init; }

    /// <summary>How many ids the index has to look at.</summary>
    public int TouchCount()
    {
        var count = 0;
        foreach (var tree in Touched)
        {
            count += tree.Ids.Count;
        }

        return count;
    }

    /// <summary>What it touches, without what it carries. Its lines are empty: where they are is what they are found by.</summary>
    public Entry Outline() => this with { Requests = [], Events = [], Lines = [.. Lines.Select(line => line with { Sealed = "" })] };

    /// <summary>The <see cref="Weight"/> of its outline.</summary>
    public int OutlineWeight() => 4 + TouchCount() + (2 * Lines.Count);

    /// <summary>How much memory it holds, counted in ids and in hundreds of bytes of events and lines.</summary>
    public int Weight()
    {
        var weight = 4 + TouchCount() + Requests.Count;
        foreach (var left in Events)
        {
            weight += 2 + (left.Sealed.Length / 100);
        }

        foreach (var line in Lines)
        {
            weight += 2 + (line.Sealed.Length / 100);
        }

        return weight;
    }

    /// <summary>As it is stored: its text, and behind a line break its HMAC, which so is over exactly the bytes before it.</summary>
    public string Write() => Mac is null ? Text() : $"{Text()}\n{Mac}";

    /// <summary>Without the HMAC, which is over this.</summary>
    public string Text() => JsonSerializer.Serialize(this, StateJson.Platform.Entry);

    public static Entry Read(string stored)
    {
        var (text, mac) = LogChain.Divide(stored);
        var entry = JsonSerializer.Deserialize(text, StateJson.Platform.Entry)!;
        return mac is null ? entry : entry with { Mac = mac };
    }
}
