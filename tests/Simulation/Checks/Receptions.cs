using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// Received events (commit-log 19): each is handled once in effect, none that was acknowledged is lost, and what counts by its newest event
/// never goes back.
/// </summary>
internal sealed class Receptions(World world, Postman postman) : IStoreWatcher
{
    private readonly HashSet<string> _entries = [];
    private readonly Dictionary<string, PostedEvent> _newest = [];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Value is not null && StoreKey.Parse(o.Key).Kind == KeyKind.Number && _entries.Add(o.Key)))
        {
            foreach (var act in Entry.Read(operation.Value!).Requests.Select(world.Acts.Find).OfType<Act>())
            {
                if (postman.Events.FirstOrDefault(posted => posted.Deliveries.Contains(act)) is { } handled)
                {
                    Handled(handled, act);
                }
            }
        }
    }

    public void Check()
    {
        foreach (var posted in postman.Events)
        {
            if (!posted.IsAcknowledged)
            {
                world.Violations.Add($"UNACKNOWLEDGED: {posted}, with nothing in the way");
            }
            else if (posted.Handled.Count == 0 && !posted.IsPutAside && (posted.Subject is not { } subject || Sequence(_newest.GetValueOrDefault(subject)) <= Sequence(posted)))
            {
                world.Violations.Add($"LOST: {posted} was acknowledged, and never handled");
            }
        }
    }

    private void Handled(PostedEvent posted, Act act)
    {
        posted.Handled.Add(act);
        if (posted.Handled.Count > 1)
        {
            world.Violations.Add($"HANDLED TWICE: {posted}, by {string.Join(" and ", posted.Handled)}");
        }

        if (posted.Subject is { } subject)
        {
            if (_newest.TryGetValue(subject, out var before) && Sequence(before) > Sequence(posted))
            {
                world.Violations.Add($"WENT BACK: {subject} from {before} to {posted}");
            }

            _newest[subject] = posted;
        }
    }

    private static long Sequence(PostedEvent? posted) => posted?.Receipt.Newest?.Sequence ?? 0;
}
