using CommonGround.Platform.State;
using CommonGround.Platform.State.Receiving;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>
/// Delivers events as a broker does (commit-log 19): each at least once, at any replica, at several at once, in any order, and again
/// although it was handled. Its chance is its own, so that runs without events stay as they were.
/// </summary>
internal sealed class Postman(World world, Dice dice)
{
    private const string Subscription = "zaken";
    private const string Source = "urn:nld:oin:00000003123456780000:systeem:zaakregister";
    private const int Subjects = 2;
    private const int MostTries = 5;

    private readonly List<PostedEvent> _events = [];

    public IReadOnlyList<PostedEvent> Events => _events;

    public IEnumerable<Act> Acts => _events.SelectMany(posted => posted.Deliveries);

    /// <summary>Whether an event is next, and not a request.</summary>
    public bool IsNext() => dice.Chance(0.6);

    /// <summary>An event, new or not, and the replicas that get it at the same time.</summary>
    public (PostedEvent Event, IReadOnlyList<SimulatedReplica> Replicas) Next(IReadOnlyList<SimulatedReplica> replicas)
    {
        var posted = _events.Count == 0 || dice.Chance(0.5) ? Post() : dice.Of(dice.Chance(0.5) ? _events : [.. _events.TakeLast(3)]);
        return (posted, [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Of(replicas))]);
    }

    public async Task DeliverAsync(PostedEvent posted, SimulatedReplica replica)
    {
        var act = posted.NewDelivery();
        world.Trace.Add($"{replica.Name} gets {act}");
        world.Acts.Begin(act);
        var reception = await TakeAsync(posted, act, replica);
        world.Trace.Add($"{replica.Name} made of {act}: {reception?.ToString() ?? $"{act.Outcome}"}");
    }

    /// <summary>With nothing in the way: every event until it is acknowledged.</summary>
    public async Task DeliverAllAsync(SimulatedReplica replica)
    {
        foreach (var posted in _events)
        {
            for (var tries = 0; !posted.IsAcknowledged && tries < MostTries; tries++)
            {
                await DeliverAsync(posted, replica);
            }
        }
    }

    /// <summary>Every event once more, when no mark lives any more.</summary>
    public async Task DeliverLateAsync(SimulatedReplica replica)
    {
        foreach (var posted in _events)
        {
            await DeliverAsync(posted, replica);
        }
    }

    private PostedEvent Post()
    {
        var number = _events.Count + 1;

        // Two that follow each other have one sequence, as two events of one commit have.
        var sequence = (number + 1) / 2;
        // An event of which only the newest counts may be without a time: its sequence is kept for ever.
        var newest = dice.Chance(0.5);
        var posted = new PostedEvent(dice.Of(Tenants.All), new Receipt(Subscription, Source, $"event{number}")
        {
            Newest = newest ? ($"zaken/{dice.Below(Subjects)}", sequence) : null,
            Sent = newest && dice.Chance(0.5) ? null : world.Clock.Now,
        });
        _events.Add(posted);
        return posted;
    }

    private async Task<Reception?> TakeAsync(PostedEvent posted, Act act, SimulatedReplica replica)
    {
        try
        {
            var reception = await replica.Inbox.TakeAsync(posted.Tenant, posted.Receipt, (changes, _) => Handle(act, changes), CancellationToken.None);
            act.Outcome = Outcome.Done;
            posted.IsAcknowledged = true;
            act.AnswerOf = reception == Reception.Handled ? act.Name : null;
            if (reception == Reception.OutOfTime)
            {
                PutAside(posted);
            }

            return reception;
        }
        catch (Exception e) when (e is StateUnavailableException or StateBusyException or ChangeTooLargeException or HandlerFailedException)
        {
            act.Outcome = Outcome.NotDone;
        }
        catch (OutcomeUnknownException)
        {
            act.Outcome = Outcome.Unknown;
        }

        return null;
    }

    private void PutAside(PostedEvent posted)
    {
        posted.IsPutAside = true;
        if (posted.Receipt.Sent is not { } sent || world.Clock.Now - sent <= Settings.MarkLife)
        {
            world.Violations.Add($"PUT ASIDE: {posted}, whose mark would live");
        }
    }

    private Task Handle(Act act, Changes changes)
    {
        act.BeginDecision();
        var made = changes.Create(Thing.Notes, new Thing(act.Name, null));
        act.Keys.Add(new Place(act.Tenant, Thing.Notes, made.Id).Key);
        return !world.IsCalm && dice.Chance(0.1) ? throw new HandlerFailedException() : Task.CompletedTask;
    }
}
