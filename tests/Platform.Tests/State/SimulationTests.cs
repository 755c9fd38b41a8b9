using CommonGround.Simulation.Running;

namespace CommonGround.Platform.Tests.State;

/// <summary>
/// The real code of State on simulated replicas and a simulated store: thousands of interleavings, each from a seed. A seed that fails
/// is replayed by <c>dotnet run eng/simulate.cs -- --seed S --trace</c>.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public void No_interleaving_of_thousands_breaks_the_commit_log()
    {
        var broken = new List<string>();
        var (alone, many, suspected) = (0, 0, 0);

        var runs = Search.Seeds(1, CommonSeeds.Count, TimeSpan.MaxValue, result =>
        {
            broken.AddRange(result.Violations.Count > 0 ? [result.Describe()] : []);
            alone += result.Replicas == 1 ? 1 : 0;
            many += result.Replicas == 10 ? 1 : 0;
            suspected += result.Suspected;
            return broken.Count < 3;
        });

        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
        Assert.Equal(CommonSeeds.Count, runs);
        // What the seeds are to try, they do: one replica, ten, and logs that are ended although their replica is well.
        Assert.All([alone, many, suspected], times => Assert.True(times >= CommonSeeds.Count / 100));
    }

    [Fact]
    public void A_seed_gives_the_same_run_again()
    {
        foreach (var seed in Enumerable.Range(1, 25))
        {
            var (one, again) = (Run.Seed(seed), Run.Seed(seed));

            Assert.True(one.Hash == again.Hash, $"seed {seed} does not repeat");
            Assert.True(one.Steps > 100, $"seed {seed} does too little");
        }
    }
}
