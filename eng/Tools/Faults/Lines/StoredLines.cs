using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// The lines that the store has, read beside the component: in the entries of logs and in the blocks of archived ones. A line is the same text in
/// both, so one that is in both, because its log is being archived, counts once. What it says is sealed.
/// </summary>
internal sealed class StoredLines
{
    /// <summary>Stands in the key of each block, and in some others.</summary>
    public const string BlockMark = "/_log/";

    private readonly HashSet<string> _processing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _audit = new(StringComparer.Ordinal);

    /// <summary>How many of the Logboek.</summary>
    public int Processing => _processing.Count;

    /// <summary>How many of the security log.</summary>
    public int Audit => _audit.Count;

    /// <param name="rows">The keys of the platform's own space and those of blocks, whole, with their values.</param>
    public static StoredLines Of(IEnumerable<(string Key, string Value)> rows)
    {
        var lines = new StoredLines();
        foreach (var (key, value) in rows)
        {
            if (IsBlock(key))
            {
                lines.AddBlock(value);
            }
            else if (IsNumber(key))
            {
                lines.AddEntry(value);
            }
        }

        return lines;
    }

    /// <summary>Whether a key is that of a block: an owner, the mark, a log and a range. The trees by which lines are found have the mark too, deeper.</summary>
    public static bool IsBlock(string key) => key.Split('/') is [_, "_log", _, _];

    // A heartbeat, or the progress of a consumer, is beside the numbers.
    private static bool IsNumber(string key) =>
        key.StartsWith(Logs.Prefix, StringComparison.Ordinal) && key[Logs.Prefix.Length..].Split('/') is [_, var number]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Its text, a line break, and its HMAC.
    private void AddEntry(string stored)
    {
        using var entry = JsonDocument.Parse(stored.Split('\n')[0]);
        if (entry.RootElement.TryGetProperty("lines", out var lines))
        {
            foreach (var line in lines.EnumerateArray())
            {
                Of(line.GetProperty("kind")).Add(line.GetProperty("sealed").GetString()!);
            }
        }
    }

    // A head, its HMAC, and the lines of each log that the head names.
    private void AddBlock(string stored)
    {
        var texts = stored.Split('\n');
        using var head = JsonDocument.Parse(texts[0]);
        foreach (var (part, text) in head.RootElement.GetProperty("parts").EnumerateArray().Zip(texts.Skip(2)))
        {
            using var lines = JsonDocument.Parse(text);
            Of(part.GetProperty("kind")).UnionWith(lines.RootElement.EnumerateArray().Select(line => line.GetProperty("sealed").GetString()!));
        }
    }

    private HashSet<string> Of(JsonElement kind) => kind.GetString() == "audit" ? _audit : _processing;
}
