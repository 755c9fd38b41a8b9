using System.Collections.Concurrent;
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
        var broken = new ConcurrentQueue<string>();

        var runs = Search.Seeds(1, CommonSeeds.Count, CommonSeeds.Time, result =>
        {
            broken.Enqueue(result.Describe());
            return broken.Count < 3;
        });

        Assert.True(broken.IsEmpty, string.Join("\n\n", broken));
        Assert.Equal(CommonSeeds.Count, runs);
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
