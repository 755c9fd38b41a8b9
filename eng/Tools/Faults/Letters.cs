using System.Text.RegularExpressions;

namespace CommonGround.Tools.Faults;

/// <summary>The dead letters as an operator sees them, and what the handlers of poison printed about theirs.</summary>
internal sealed partial class Letters(Cluster cluster)
{
    /// <summary>Handles them again. Poison stays, so the exit code says that something was not handled.</summary>
    public Task ReplayAsync() => cluster.Replicas[0].CommandAsync("dead-letters", "replay", "--all");

    /// <returns>The ids of the events that are there.</returns>
    public async Task<HashSet<string>> ListAsync()
    {
        var printed = await cluster.Replicas[0].CommandAsync("dead-letters", "list");
        return [.. printed.Split('\n').Select(line => line.Split("  ")).Where(parts => parts.Length > 2).Select(parts => parts[^1].Trim())];
    }

    /// <returns>The id of the event that was poison, by its subject.</returns>
    public Dictionary<string, string> Poison()
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in cluster.Replicas.SelectMany(replica => File.ReadLines(replica.LogFile)))
        {
            foreach (Match told in Told().Matches(line))
            {
                ids[told.Groups[1].Value] = told.Groups[2].Value;
            }
        }

        return ids;
    }

    [GeneratedRegex("gif (aanvragen/[0-9a-f-]{36}) ([0-9a-f-]{36})")]
    private static partial Regex Told();
}
