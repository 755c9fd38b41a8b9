using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Tools.Faults;

/// <summary>A part of the rounds of one ground, which begins with nothing and ends with a comparison of everything.</summary>
/// <param name="Number">The same number is the same leg.</param>
/// <param name="Beside">The ground, as <c>--beside</c> calls it.</param>
/// <param name="Replicas">How many processes the component has.</param>
/// <param name="Rounds">How many rounds.</param>
/// <param name="Store">As what the stand-in's store behaves.</param>
/// <param name="Broker">As what its broker behaves.</param>
internal sealed record Leg(int Number, string Beside, int Replicas, int Rounds, StateStoreKind Store = default, PubSubKind Broker = default)
{
    /// <summary>Its working folder.</summary>
    public string Name => $"{Beside}{(Beside == Options.Sidecar ? $"-{Store}-{Broker}".ToLowerInvariant() : "")}-{Replicas}";

    /// <summary>All rounds of a ground. A third of them has one replica; beside sidecars, another third has the other store and broker.</summary>
    public static IReadOnlyList<Leg> Of(string beside, int rounds)
    {
        var (one, other) = ((rounds + 1) / 3, beside == Options.Sidecar ? rounds / 3 : 0);
        return
        [
            .. new Leg[]
            {
                new(0, beside, 3, rounds - one - other, StateStoreKind.PostgreSql, PubSubKind.Redis),
                new(1, beside, 3, other, StateStoreKind.Sqlite, PubSubKind.RabbitMq),
                new(2, beside, 1, one, StateStoreKind.PostgreSql, PubSubKind.RabbitMq),
            }.Where(leg => leg.Rounds > 0),
        ];
    }

    public IGround Ground(string work) =>
        Beside == Options.Sidecar ? new SidecarGround(work, Replicas, Store, Broker) : new EmbeddedGround(work);

    public override string ToString() =>
        $"{Rounds} rounds of {(Replicas == 1 ? "one replica" : $"{Replicas} replicas")} {(Beside == Options.Sidecar ? $"beside stand-in sidecars, {Store} and {Broker}" : "on one state file")}";
}
