using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Simulation.Clients;

/// <summary>A request that the store can never take, such as one that is too large for it: it must stall nobody (commit-log 5).</summary>
internal static class Poison
{
    public const string Mark = "poison";

    public static bool IsIn(IReadOnlyList<StateOperation> operations) =>
        operations.Any(o => o.Value?.Contains(Mark, StringComparison.Ordinal) == true);
}
