using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Replicas;

/// <summary>Every act leaves one line in each of the two logs, which name it. What a replica does by itself leaves none.</summary>
internal sealed class SimulatedAccessLog(World world) : IAccessLog
{
    public static IReadOnlyList<EntryLine> LinesOf(Act act, Oin tenant, Clock clock) =>
        [.. Enum.GetValues<LineKind>().Select(kind => new EntryLine(kind, tenant.ToString(), clock.Now.ToUnixTimeMilliseconds(), act.Name))];

    public void Accessed<T>(Oin tenant, Collection<T> collection, T data)
    {
    }

    public void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value)
    {
    }

    public IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result) =>
        world.Acts.Current is { } act ? LinesOf(act, tenant, world.Clock) : [];

    public void Landed()
    {
    }
}
