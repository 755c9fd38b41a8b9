namespace CommonGround.Tools.Faults;

/// <summary>Compares what is there with what clients were told, while nobody changes anything.</summary>
internal sealed class Verification(Client client, Ledger ledger)
{
    private static readonly ParallelOptions s_some = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Each resource that changed, and the people of the round.</summary>
    public async Task RoundAsync(int round)
    {
        await GetAsync(ledger.TakeTouched());

        await SearchAsync(TestNumbers.Of(round * 2));
        await SearchAsync(TestNumbers.Of((round * 2) + 1));
    }

    /// <summary>The whole collection.</summary>
    public async Task ListAsync() => Compare("the list", await client.ListAsync(), ledger.Resources.Where(r => !r.Deleted));

    /// <summary>The collection, each resource and each person.</summary>
    public async Task AllAsync(int rounds)
    {
        await ListAsync();
        await GetAsync(ledger.Resources);

        for (var person = 0; person < (rounds + 1) * 2; person++)
        {
            await SearchAsync(TestNumbers.Of(person));
        }
    }

    private Task GetAsync(IEnumerable<Resource> resources) =>
        Parallel.ForEachAsync(resources, s_some, async (resource, _) => await GetAsync(resource));

    private async Task GetAsync(Resource resource)
    {
        var there = await client.GetAsync(resource.Id);
        if (resource.Deleted)
        {
            if (there is not null)
            {
                ledger.SayLost($"the deletion of {resource.Id}");
            }
        }
        else if (there is not { } found)
        {
            ledger.SayLost($"{resource.Id} by GET");
        }
        else if (resource.WasRefused(found.Content.Onderwerp))
        {
            ledger.SayRefusedThoughMade($"{found.Content.Onderwerp} of {resource.Id}");
            resource.Replaced(found.Tag, found.Content);
        }
        else if (found.Tag.Version < resource.Tag.Version || found.Content.Onderwerp != resource.Content.Onderwerp)
        {
            ledger.SayLost($"{resource.Content.Onderwerp}, version {resource.Tag.Version} of {resource.Id}: {found.Content.Onderwerp}, version {found.Tag.Version}, is there");
        }
        else if (found.Tag.Version > resource.Tag.Version || !resource.AllTold)
        {
            ledger.SayDoubled($"{resource.Id} has version {found.Tag.Version}, of which not all were told");
        }
    }

    private async Task SearchAsync(string person) =>
        Compare(
            $"the search of {person}",
            await client.SearchAsync(person),
            ledger.Resources.Where(r => !r.Deleted && r.Content.Aanvrager.Burgerservicenummer == person));

    private void Compare(string where, List<Aanvraag> found, IEnumerable<Resource> expected)
    {
        var seen = new HashSet<Guid>();
        var missing = expected.ToDictionary(r => r.Id);
        foreach (var item in found)
        {
            var id = item.Id!.Value;
            if (!seen.Add(id))
            {
                ledger.SayDoubled($"{id} is twice in {where}");
            }
            else if (!missing.Remove(id))
            {
                ledger.SayDoubled($"{id} ({item.Onderwerp}) is in {where} and should not be");
            }
        }

        foreach (var id in missing.Keys)
        {
            ledger.SayLost($"{id} is not in {where}");
        }
    }
}
