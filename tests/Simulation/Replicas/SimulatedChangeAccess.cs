using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Replicas;

/// <summary>Gives each change the lines of the act that goes on.</summary>
internal sealed class SimulatedChangeAccess(World world) : IChangeAccess
{
    public void Accessed<T>(Oin tenant, Collection<T> collection, T data)
    {
    }

    public IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result) =>
        world.Acts.Current is { } act ? SimulatedAccessLog.LinesOf(act, tenant, keyNumber, world.Clock) : [];

    public void Landed()
    {
    }

    public void Lost()
    {
    }

    public void Dispose()
    {
    }
}
