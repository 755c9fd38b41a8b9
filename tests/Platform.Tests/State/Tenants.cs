using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.State;

internal static class Tenants
{
    public static Oin One { get; } = Oin.Parse("00000003123456780000");

    public static Oin Two { get; } = Oin.Parse("00000003876543210000");
}
