namespace CommonGround.Simulation.Running;

/// <summary>What a run showed.</summary>
/// <param name="Seed">It repeats the run.</param>
/// <param name="Violations">What was broken; empty where all is well.</param>
/// <param name="Hash">Stands for everything that happened.</param>
/// <param name="Steps">How much that was.</param>
/// <param name="Replicas">How many took requests at the same time, at most.</param>
/// <param name="Suspected">How many logs were ended although their replica was well.</param>
/// <param name="Trace">The last events, or all of them.</param>
public sealed record RunResult(int Seed, IReadOnlyList<string> Violations, string Hash, int Steps, int Replicas, int Suspected, IReadOnlyList<string> Trace)
{
    /// <summary>For the message of a failure: the seed, what was broken, the last events.</summary>
    public string Describe() => $"""
        seed {Seed}: {Violations.Count} violations
          {string.Join("\n  ", Violations)}
        the last events:
          {string.Join("\n  ", Trace)}
        """;
}
