using CommonGround.Platform.Privacy;

namespace CommonGround.Simulation.Clients;

internal static class Tenants
{
    public static IReadOnlyList<Oin> All { get; } = [Oin.Parse("00000003123456780000"), Oin.Parse("00000003876543210000")];
}
