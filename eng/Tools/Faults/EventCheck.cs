using System.Diagnostics;

namespace CommonGround.Tools.Faults;

/// <summary>
/// Compares what arrived of the component's own events with what clients were told. What failed for good while something was down is with the
/// dead letters, and is handled from there, as an operator would.
/// </summary>
internal sealed class EventCheck(Letters letters, Client client, Ledger ledger)
{
    private const int MostPrinted = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>What is wrong with the events when all is quiet.</returns>
    public async Task<EventOutcome> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("      waiting for the events; handling what is among the dead letters");
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellationToken))
        {
            await letters.ReplayAsync();
            var wrong = new List<string>();
            var outcome = await CompareAsync(wrong);
            if (outcome.IsGood || clock.Elapsed > Longest)
            {
                wrong.Take(MostPrinted).ToList().ForEach(Console.WriteLine);
                return outcome;
            }
        }
    }

    private async Task<EventOutcome> CompareAsync(List<string> wrong)
    {
        var received = await ReceivedAsync("ontvangsten");
        var second = await ReceivedAsync("tegenhangers");
        var newest = (await client.AllAsync<Stand>("/v1/standen?limit=100")).ToLookup(s => s.Onderwerp);
        var shadows = await client.AllAsync<Stand>("/v1/schaduwen?limit=100");
        var resources = ledger.Resources;
        var expected = resources.Where(r => !r.IsPoison).Select(r => new Ontvangst("aangemaakt", r.Subject))
            .Concat(resources.Where(r => r.Deleted).Select(r => new Ontvangst("verwijderd", r.Subject))).ToHashSet();
        var changed = resources.Where(r => !r.Deleted && r.Tag.Version > 1).ToList();
        var (poison, ids, found) = (resources.Where(r => r.IsPoison).ToList(), letters.Poison(), await letters.ListAsync());
        var known = poison.Select(r => ids.GetValueOrDefault(r.Subject)).ToHashSet();
        return new EventOutcome
        {
            Expected = expected.Count + changed.Count,
            Missing = Count("MISSING", expected.Except(received.Keys))
                + Count("MISSING", changed.Where(r => newest[r.Subject].Max(s => (long?)s.Volgorde) != r.Tag.Version).Select(r => $"version {r.Tag.Version} of {r.Subject}")),
            Twice = Count("TWICE", received.Where(r => r.Value > 1 || !expected.Contains(r.Key)))
                + Count("TWICE", newest.Where(s => s.Count() > 1).Select(s => $"the first change of {s.Key}")),
            GoneBack = newest.SelectMany(s => s).Sum(s => s.Terug),
            Halves = Count("HALF", received.Except(second).Union(second.Except(received)).Select(r => r.Key).Distinct())
                + Count("HALF", Halves(newest.SelectMany(s => s), shadows)),
            Dropped = poison.Count(r => !r.IsRetried),
            Retried = poison.Count(r => r.IsRetried),
            NotFound = Count("NO DEAD LETTER", poison.Where(r => !ids.TryGetValue(r.Subject, out var id) || !found.Contains(id)).Select(r => r.Subject)),
            OtherLetters = Count("DEAD LETTER", found.Except(known!)),
        };

        int Count<T>(string kind, IEnumerable<T> what)
        {
            var all = what.ToList();
            wrong.AddRange(all.Select(one => $"{kind}: {one}"));
            return all.Count;
        }
    }

    private async Task<Dictionary<Ontvangst, int>> ReceivedAsync(string collection) =>
        (await client.AllAsync<Ontvangst>($"/v1/{collection}?limit=100")).GroupBy(o => o).ToDictionary(group => group.Key, group => group.Count());

    // Both carry the id of the second document, so that the two are equal.
    private static IEnumerable<Stand> Halves(IEnumerable<Stand> first, IEnumerable<Stand> second)
    {
        var unmatched = second.ToHashSet();
        unmatched.SymmetricExceptWith(first);
        return unmatched;
    }
}
