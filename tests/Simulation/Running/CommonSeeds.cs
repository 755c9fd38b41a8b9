namespace CommonGround.Simulation.Running;

/// <summary>The seeds that every run of the tests tries: those that must break nothing, and those within which a broken rule must show.</summary>
public static class CommonSeeds
{
    public const int Count = 3000;

    /// <summary>On two processors they take about half of this.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(4);
}
