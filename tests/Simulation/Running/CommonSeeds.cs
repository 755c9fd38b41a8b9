namespace CommonGround.Simulation.Running;

/// <summary>The seeds that every run of the tests tries: those that must break nothing, and those within which a broken rule must show.</summary>
public static class CommonSeeds
{
    /// <summary>On two processors they take less than two minutes.</summary>
    public const int Count = 4000;
}
