using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Replicas;

/// <summary>
/// Every act leaves one line in each of the two logs, which name it; that of the processing log is about one of a few persons. What a replica
/// does by itself leaves none.
/// </summary>
internal sealed class SimulatedAccessLog(World world) : IAccessLog
{
    /// <summary>How many persons there are.</summary>
    public const int Persons = 3;

    public string? TraceParent => null;

    public static IReadOnlyList<EntryLine> LinesOf(Act act, Oin tenant, int keyNumber, Clock clock)
    {
        var (owner, at) = (tenant.ToString(), clock.Now.ToUnixTimeMilliseconds());
        return
        [
            new EntryLine(LineKind.Processing, owner, at, act.Name) { Subject = Subject(keyNumber, act.Name.Sum(c => c) % Persons) },
            new EntryLine(LineKind.Audit, owner, at, act.Name),
        ];
    }

    /// <summary>Under what a person's lines are found.</summary>
    public static string Subject(int keyNumber, int person) => string.Create(CultureInfo.InvariantCulture, $"{keyNumber}/p{person}");

    public void Accessed<T>(Oin tenant, Collection<T> collection, T data)
    {
    }

    public void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value)
    {
    }

    public IChangeAccess Begin() => new SimulatedChangeAccess(world);
}
