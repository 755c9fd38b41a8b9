using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>
/// Searches the lines about a person, page after page: what had landed when the search began and is still kept when it ends is found, once and the
/// newest first, and nothing that never landed.
/// </summary>
internal sealed class PersonReader(World world)
{
    // Longer than any run.
    private static readonly TimeSpan s_period = TimeSpan.FromDays(300);

    public async Task SearchAsync(SimulatedReplica replica, Oin tenant, int person, int limit)
    {
        var (from, landed) = (world.Trace.Steps, Landed(tenant, person).ToHashSet());
        var what = $"{replica.Name} search {tenant.ToString()[^4..]} lines of p{person}";
        var now = world.Clock.Now;
        var period = new LinePeriod((now - s_period).ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + 1);
        var found = new List<Guid>();
        try
        {
            for (Guid? after = null; ;)
            {
                var page = await replica.LineLookUp.FindAsync(
                    tenant, number => SimulatedAccessLog.Subject(number, person), period, after, limit, CancellationToken.None);
                found.AddRange(page.Items.Select(item => item.ToId()));
                if ((after = page.Next) is null)
                {
                    break;
                }
            }
        }
        catch (StateUnavailableException)
        {
            if (world.IsCalm && from > world.RestedAt)
            {
                world.Violations.Add($"UNREADABLE: {what}, with nothing in the way");
            }

            return;
        }

        // What expired meanwhile may be gone.
        landed.RemoveWhere(id => world.ExpiryRules.HasEnded(LineReference.Read(id).Log, LineKind.Processing));
        if (!landed.IsSubsetOf(found) || !found.TrueForAll(Landed(tenant, person).Contains) || found.Zip(found.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            world.Violations.Add($"LINES NOT FOUND: {what} has [{string.Join(' ', found)}], and before it landed [{string.Join(' ', landed)}]");
        }
    }

    private IEnumerable<Guid> Landed(Oin tenant, int person) =>
        world.LineRules.References.Where(r => r.Tree.StartsWith($"{tenant}/", StringComparison.Ordinal) && r.Tree.EndsWith($"/p{person}", StringComparison.Ordinal))
            .Select(r => r.Id);
}
