using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>What a state file holds of logs and their archive, for who wants to edit it. Keys are without the component's prefix.</summary>
internal sealed class StoredState
{
    private const string AppPrefix = $"{Component.AppId}||";

    private readonly Dictionary<string, string> _values;

    /// <param name="rows">The keys of the platform's own space and those of blocks, whole, with their values.</param>
    public StoredState(IEnumerable<(string Key, string Value)> rows)
    {
        _values = rows.ToDictionary(row => row.Key[AppPrefix.Length..], row => row.Value, StringComparer.Ordinal);
        Registered = [.. _values.TryGetValue(Registration, out var json) ? Logs(json).OrderByDescending(log => log.Numbers.Count) : Enumerable.Empty<StoredLog>()];
    }

    public const string Registration = "_/registration";

    /// <summary>The logs that are not drained, so that all their numbers are there; the longest first.</summary>
    public IReadOnlyList<StoredLog> Registered { get; }

    /// <summary>The keys of drained documents that say what went to blocks.</summary>
    public IReadOnlyList<string> Archives => [.. Keys(key => key.StartsWith("_/drained/", StringComparison.Ordinal)).Where(key => this[key].Contains("\"archive\"", StringComparison.Ordinal))];

    /// <summary>The keys of blocks.</summary>
    public IReadOnlyList<string> Blocks => Keys(StoredLines.IsBlock);

    public string this[string key] => _values[key];

    /// <summary>The keys under which a log's consumers say how far they are.</summary>
    public IReadOnlyList<string> ProgressOf(string log) => Keys(key => key.StartsWith($"_/{log}/progress/", StringComparison.Ordinal));

    private List<string> Keys(Func<string, bool> matches) => [.. _values.Keys.Where(matches).Order(StringComparer.Ordinal)];

    private IEnumerable<StoredLog> Logs(string registration)
    {
        using var json = JsonDocument.Parse(registration);
        foreach (var log in json.RootElement.GetProperty("logs").EnumerateArray())
        {
            var id = log.GetProperty("id").GetString()!;
            var numbers = _values.Keys.Where(key => key.StartsWith($"_/{id}/", StringComparison.Ordinal))
                .Where(key => long.TryParse(key.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(key => long.Parse(key.Split('/')[^1], CultureInfo.InvariantCulture)).ToList();
            yield return new StoredLog(id, log.TryGetProperty("end", out _), numbers);
        }
    }
}
