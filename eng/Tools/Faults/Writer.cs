namespace CommonGround.Tools.Faults;

/// <summary>
/// Changes resources by chance, one after the other. Its own it alone changes, so that what it was told last must be there; those
/// that all change count their versions.
/// </summary>
internal sealed class Writer(int number, Client client, Ledger ledger, Random random)
{
    private readonly List<Resource> _own = [];
    private int _changes;

    /// <summary>Ends when the change under way is settled.</summary>
    /// <param name="round">Its people are searched after it.</param>
    /// <param name="contended">The resources that all change.</param>
    /// <param name="end">Ends the load.</param>
    public async Task RunAsync(int round, IReadOnlyList<Resource> contended, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var key = $"w{number}-{++_changes}";
            var body = Aanvraag.Of(key, Person(round));
            await (random.Next(100) switch
            {
                < 10 => ContendAsync(key, contended[random.Next(contended.Count)], body),
                < 55 when _own.Count > 0 => ReplaceAsync(key, _own[random.Next(_own.Count)], body),
                < 70 when _own.Count > 0 => DeleteAsync(key, _own[random.Next(_own.Count)]),
                >= 70 and < 75 => PoisonAsync(key, body),
                _ => CreateAsync(key, body),
            });
        }
    }

    /// <returns>A new resource that is nobody's own, or <see langword="null"/> where it was not done.</returns>
    public async Task<Resource?> MakeAsync(string key, Aanvraag body)
    {
        var answer = await SendAsync(Change.Create(key, body));
        if (answer.Told != Told.Done)
        {
            return null;
        }

        var resource = new Resource(answer.Id, answer.Tag, body);
        ledger.Add(resource);
        return resource;
    }

    // One of this round mostly; sometimes of all rounds, so that pages of old look-ups change too.
    private string Person(int round) => TestNumbers.Of(((random.Next(10) == 0 ? random.Next(round + 1) : round) * 2) + random.Next(2));

    private async Task CreateAsync(string key, Aanvraag body)
    {
        if (await MakeAsync(key, body) is { } made)
        {
            _own.Add(made);
        }
    }

    // Nobody can change it afterwards, so that it is nobody's own.
    private Task PoisonAsync(string key, Aanvraag body) => MakeAsync(key, body with { Status = Aanvraag.Poison });

    private async Task ReplaceAsync(string key, Resource resource, Aanvraag body)
    {
        var version = resource.Tag.Version;
        var answer = await SendAsync(Change.Replace(key, resource, body));
        ledger.Touch(resource);
        if (answer.Told == Told.Refused)
        {
            var there = await client.GetAsync(resource.Id);
            var isMade = there?.Content.Onderwerp == key;
            if (isMade)
            {
                resource.Replaced(there!.Value.Tag, body);
            }

            Refused(key, resource, isMade);
        }
        else if (answer.Told == Told.Done && (answer.Tag.Version != version + 1 || !resource.Replaced(answer.Tag, body)))
        {
            Drop(resource, $"{resource.Id} has another version than its only client knows, at {key}");
        }
    }

    private async Task DeleteAsync(string key, Resource resource)
    {
        var answer = await SendAsync(Change.Delete(key, resource));
        ledger.Touch(resource);
        switch (answer.Told)
        {
            case Told.Done:
                resource.Delete();
                _own.Remove(resource);
                break;
            case Told.Refused:
                if (await client.GetAsync(resource.Id) is null)
                {
                    resource.Delete();
                }

                Refused(key, resource, resource.Deleted);
                break;
        }
    }

    private async Task ContendAsync(string key, Resource resource, Aanvraag body)
    {
        var read = await client.GetAsync(resource.Id);
        if (read is not { Tag: var tag })
        {
            ledger.SayLost($"{resource.Id}, which nobody deletes");
            return;
        }

        var answer = await SendAsync(new Change(HttpMethod.Put, $"{Api.Collection}/{resource.Id}", key, tag, body));
        ledger.Touch(resource);
        if (answer.Told == Told.Refused)
        {
            resource.Refused(key);
        }
        else if (answer.Told == Told.Done && !resource.Replaced(answer.Tag, body))
        {
            ledger.SayDoubled($"{resource.Id} was told to have version {answer.Tag.Version} by two changes");
        }
    }

    private async Task<Answer> SendAsync(Change change)
    {
        var answer = await client.ChangeAsync(change);
        ledger.Count(answer);
        return answer;
    }

    // Nobody else changes it, so either this very change was made, or something was that nobody was told.
    private void Refused(string key, Resource resource, bool isMade)
    {
        if (isMade)
        {
            _own.Remove(resource);
            ledger.SayRefusedThoughMade($"{key} of {resource.Id}");
        }
        else
        {
            Drop(resource, $"{resource.Id} has another version than its only client knows, at {key}");
        }
    }

    private void Drop(Resource resource, string why)
    {
        _own.Remove(resource);
        ledger.SayDoubled(why);
    }
}
