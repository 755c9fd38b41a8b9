using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>Gets, lists and searches, page after page, and has the history judge what it saw.</summary>
internal sealed class Reader(World world)
{
    private readonly Dice _dice = world.Dice;
    private readonly Sightings _sightings = new(world);
    private readonly PersonReader _persons = new(world);
    private readonly List<Act> _acts = [];

    /// <summary>The reads whose lines were committed.</summary>
    public IReadOnlyList<Act> Acts => _acts;

    public async Task ReadAsync(SimulatedReplica replica)
    {
        var (tenant, collection, limit) = (_dice.Chance(0.6) ? Tenants.All[0] : _dice.Of(Tenants.All), _dice.Of(Thing.Collections), 1 + _dice.Below(5));
        await ReadAsync(replica, tenant, collection, limit);
        if (world.LogsReads)
        {
            await LogAsync(replica, tenant);
            if (world.Auditor.IsNext())
            {
                await world.Auditor.VerifyAsync(replica);
            }
        }
    }

    private async Task ReadAsync(SimulatedReplica replica, Oin tenant, Collection<Thing> collection, int limit)
    {
        switch (_dice.Below(5))
        {
            case 0 when world.History.Any(_dice, tenant) is { } place:
                await GetAsync(replica, place);
                break;
            case 1 or 2 when collection.LookUps.ContainsKey(Thing.MarkLookUp):
                await SearchAsync(replica, tenant, collection, $"m{_dice.Below(Thing.Marks)}", limit);
                break;
            default:
                await ListAsync(replica, tenant, collection, limit);
                break;
        }
    }

    public async Task ReadAllAsync(SimulatedReplica replica)
    {
        foreach (var tenant in Tenants.All)
        {
            for (var person = 0; person < SimulatedAccessLog.Persons; person++)
            {
                await _persons.SearchAsync(replica, tenant, person, 100);
            }

            foreach (var collection in Thing.Collections)
            {
                await ListAsync(replica, tenant, collection, 100);
                for (var mark = 0; mark < Thing.Marks && collection.LookUps.ContainsKey(Thing.MarkLookUp); mark++)
                {
                    await SearchAsync(replica, tenant, collection, $"m{mark}", 100);
                }
            }
        }
    }

    // As a request does before it is answered: what was read is logged in a commit of its own (commit-log 1).
    private async Task LogAsync(SimulatedReplica replica, Oin tenant)
    {
        var act = new Act($"read{_acts.Count}", tenant) { IsRead = true };
        _acts.Add(act);
        world.Acts.Begin(act);
        try
        {
            var key = replica.Keys.Current;
            await replica.Lines.CommitAsync(tenant, key, SimulatedAccessLog.LinesOf(act, tenant, key, world.Clock), CancellationToken.None);
            act.Outcome = Outcome.Done;
            act.AnswerOf = act.Name;
            await _persons.SearchAsync(replica, tenant, _acts.Count % SimulatedAccessLog.Persons, 1 + (_acts.Count % 5));
        }
        catch (Exception e) when (e is StateUnavailableException or StateBusyException or ChangeTooLargeException)
        {
            act.Outcome = Outcome.NotDone;
        }
        catch (OutcomeUnknownException)
        {
            act.Outcome = Outcome.Unknown;
        }
    }

    private async Task GetAsync(SimulatedReplica replica, Place place)
    {
        var from = world.Trace.Steps;
        try
        {
            var found = await replica.Documents.GetAsync(place.Collection, place.Tenant, place.Id, CancellationToken.None);
            _sightings.Got(place, found?.Data, from);
        }
        catch (StateUnavailableException)
        {
            // A read that fails says nothing.
        }
    }

    private Task ListAsync(SimulatedReplica replica, Oin tenant, Collection<Thing> collection, int limit) => PagesAsync(
        new Sighting($"{replica.Name} list {tenant.ToString()[^4..]} {collection.Name}", tenant, collection, null, world.Trace.Steps),
        after => replica.Documents.ListAsync(collection, tenant, after, limit, CancellationToken.None));

    private Task SearchAsync(SimulatedReplica replica, Oin tenant, Collection<Thing> collection, string mark, int limit) => PagesAsync(
        new Sighting($"{replica.Name} search {tenant.ToString()[^4..]} {collection.Name} {mark}", tenant, collection, mark, world.Trace.Steps),
        after => replica.Documents.SearchAsync(collection, tenant, Thing.MarkLookUp, mark, after, limit, CancellationToken.None));

    private async Task PagesAsync(Sighting sighting, Func<Guid?, Task<DocumentPage<Thing>>> read)
    {
        world.Trace.Add($"{sighting.What} begins");
        try
        {
            for (Guid? after = null; ;)
            {
                var page = await read(after);
                sighting.Seen.AddRange(page.Items);
                if ((after = page.Next) is null)
                {
                    break;
                }
            }
        }
        catch (StateUnavailableException)
        {
            world.Trace.Add($"{sighting.What} failed");
            if (world.IsCalm && sighting.From > world.RestedAt)
            {
                world.Violations.Add($"UNREADABLE: {sighting.What}, with nothing in the way");
            }

            return;
        }

        world.Trace.Add($"{sighting.What}: {sighting.Seen.Count}");
        _sightings.Judge(sighting);
    }
}
