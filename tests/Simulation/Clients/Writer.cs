using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>Changes documents, as an endpoint does: with an idempotency key or without (commit-log 20), sometimes repeating an earlier request.</summary>
internal sealed class Writer(World world)
{
    private readonly List<Act> _acts = [];
    private readonly Dictionary<string, Func<Act, IChanges, CancellationToken, Task>> _byKey = [];
    private readonly Dice _dice = world.Dice;

    // Most things of a run are of one collection and one tenant, so that its pages divide.
    private readonly Collection<Thing> _most = world.Dice.Of(Thing.Collections);

    public IReadOnlyList<Act> Acts => _acts;

    public async Task WriteAsync(SimulatedReplica replica)
    {
        var earlier = _acts.Where(a => a.IdempotencyKey is not null).ToList();
        var repeats = earlier.Count > 0 && _dice.Chance(0.25) ? _dice.Of(earlier) : null;
        var name = $"act{_acts.Count}";
        var act = new Act(name, repeats?.Tenant ?? (_dice.Chance(0.7) ? Tenants.All[0] : _dice.Of(Tenants.All)))
        {
            IdempotencyKey = repeats?.IdempotencyKey ?? (_dice.Chance(0.3) ? $"key of {name}" : null),
        };
        _acts.Add(act);
        var decide = repeats is null ? Decide(act.Tenant) : _byKey[repeats.IdempotencyKey!];
        if (act.IdempotencyKey is { } key)
        {
            _byKey[key] = decide;
        }

        world.Trace.Add($"{replica.Name} begins {name}{(repeats is null ? "" : $" that repeats {repeats}")}");
        // Some callers go away after a moment.
        using var cancellation = new CancellationTokenSource(
            _dice.Chance(world.Weather.Cancellations) ? TimeSpan.FromSeconds(_dice.Random.NextDouble()) : Timeout.InfiniteTimeSpan, replica.Time);
        await TellAsync(act, replica.Documents, decide, cancellation.Token);
        world.Trace.Add($"{replica.Name} told {name}: {act.Outcome}{(act.AnswerOf is { } of && of != name ? $" as {of}" : "")}");
    }

    private async Task TellAsync(
        Act act, IDocuments documents, Func<Act, IChanges, CancellationToken, Task> decide, CancellationToken cancellationToken)
    {
        world.Acts.Begin(act);
        try
        {
            act.AnswerOf = await documents.ChangeAsync(act.Tenant, (changes, token) => OnceAsync(act, changes, decide, token), cancellationToken);
            act.Outcome = Outcome.Done;
        }
        catch (Exception e) when (e is StateUnavailableException or StateBusyException or ChangeTooLargeException)
        {
            act.Outcome = Outcome.NotDone;
        }
        catch (Exception e) when (e is OutcomeUnknownException or OperationCanceledException)
        {
            act.Outcome = Outcome.Unknown;
        }
    }

    // As ResourceRequest does: a repetition gets the stored answer before anything else is looked at.
    private static async Task<string> OnceAsync(
        Act act, IChanges changes, Func<Act, IChanges, CancellationToken, Task> decide, CancellationToken cancellationToken)
    {
        act.BeginDecision();
        if (act.IdempotencyKey is not { } text)
        {
            await decide(act, changes, cancellationToken);
            return act.Name;
        }

        var key = new IdempotencyKey("client", "POST", "/v1", text);
        if (await changes.FindAnswerAsync(key, cancellationToken) is { } stored)
        {
            return stored.Body!;
        }

        await decide(act, changes, cancellationToken);
        changes.StoreAnswer(key, new StoredAnswer("hash", 200, new Dictionary<string, string>(), act.Name));
        act.StoresAnswer = true;
        return act.Name;
    }

    private Func<Act, IChanges, CancellationToken, Task> Decide(Oin tenant)
    {
        var (one, other) = (world.History.Any(_dice, tenant), world.History.Any(_dice, tenant));
        var (collection, mark, count) = (_dice.Chance(0.7) ? _most : _dice.Of(Thing.Collections), Mark(), 1 + _dice.Below(5));
        // The first three change one document.
        return _dice.Below(world.IsContested ? 3 : 8) switch
        {
            0 when _dice.Chance(0.1) => (act, changes, _) =>
            {
                Create(act, changes, collection, Poison.Mark);
                return Task.CompletedTask;
            },
            0 or 1 or 2 when one is { } place => (act, changes, token) => ReplaceAsync(act, changes, place, mark, token),
            3 when one is { } place => (act, changes, token) => DeleteAsync(act, changes, place, token),
            4 when one is { } place => async (act, changes, token) =>
            {
                await ReplaceAsync(act, changes, place, mark, token);
                Create(act, changes, collection, mark);
            },
            5 when one is { } place && other is { } second => async (act, changes, token) =>
            {
                await ReplaceAsync(act, changes, place, mark, token);
                if (second != place)
                {
                    await DeleteAsync(act, changes, second, token);
                }
            },
            6 => (act, changes, _) =>
            {
                for (var i = 0; i < count; i++)
                {
                    Create(act, changes, collection, mark);
                }

                return Task.CompletedTask;
            },
            _ => (act, changes, _) =>
            {
                Create(act, changes, collection, mark);
                return Task.CompletedTask;
            },
        };
    }

    private string? Mark() => _dice.Chance(0.2) ? null : $"m{_dice.Below(Thing.Marks)}";

    private static void Create(Act act, IChanges changes, Collection<Thing> collection, string? mark)
    {
        var made = changes.Create(collection, new Thing(act.Name, mark));
        act.Keys.Add(new Place(act.Tenant, collection, made.Id).Key);
    }

    private static async Task ReplaceAsync(Act act, IChanges changes, Place place, string? mark, CancellationToken cancellationToken)
    {
        if (await changes.GetAsync(place.Collection, place.Id, cancellationToken) is { } read)
        {
            changes.Replace(place.Collection, read, new Thing(act.Name, mark));
            act.Keys.Add(place.Key);
        }
    }

    private static async Task DeleteAsync(Act act, IChanges changes, Place place, CancellationToken cancellationToken)
    {
        if (await changes.GetAsync(place.Collection, place.Id, cancellationToken) is { } read)
        {
            changes.Delete(place.Collection, read);
            act.Keys.Add(place.Key);
        }
    }
}
