using System.Diagnostics;

namespace CommonGround.Tools.Faults;

/// <summary>
/// Compares what arrived of the component's own events with what clients were told. What failed for good while something was down is with the
/// dead letters, and is handled from there, as an operator would.
/// </summary>
internal sealed class EventCheck(Cluster cluster, Client client, Ledger ledger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>What is wrong with the events when all is quiet.</returns>
    public async Task<EventOutcome> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("      waiting for the events; handling what is among the dead letters");
        EventOutcome outcome;
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellationToken))
        {
            // Poison stays, so the exit code says that something was not handled.
            await cluster.Replicas[0].CommandAsync("dead-letters", "replay", "--all");
            outcome = await CompareAsync();
            if (outcome.IsGood || clock.Elapsed > Longest)
            {
                return outcome;
            }
        }
    }

    private async Task<EventOutcome> CompareAsync()
    {
        var received = (await client.AllAsync<Ontvangst>("/v1/ontvangsten?limit=100")).GroupBy(o => (o.Soort, o.Onderwerp))
            .ToDictionary(group => group.Key, group => group.Count());
        var newest = (await client.AllAsync<Stand>("/v1/standen?limit=100")).ToLookup(s => s.Onderwerp);
        var expected = ledger.Resources.Where(r => !r.IsPoison).Select(r => ("aangemaakt", SubjectOf(r)))
            .Concat(ledger.Resources.Where(r => r.Deleted).Select(r => ("verwijderd", SubjectOf(r)))).ToHashSet();
        var changed = ledger.Resources.Where(r => !r.Deleted && r.Tag.Version > 1).ToList();
        var letters = await LettersAsync();
        var poison = ledger.Resources.Count(r => r.IsPoison);
        return new EventOutcome(
            expected.Count + changed.Count,
            expected.Count(e => !received.ContainsKey(e)) + changed.Count(r => newest[SubjectOf(r)].SingleOrDefault()?.Volgorde != r.Tag.Version),
            received.Count(r => r.Value > 1 || !expected.Contains(r.Key)),
            newest.SelectMany(s => s).Sum(s => s.Terug),
            poison,
            letters - poison);
    }

    // The last line says how many there are.
    private async Task<int> LettersAsync()
    {
        var printed = await cluster.Replicas[0].CommandAsync("dead-letters", "list");
        return int.Parse(printed.TrimEnd().Split('\n')[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string SubjectOf(Resource resource) => $"aanvragen/{resource.Id}";
}
