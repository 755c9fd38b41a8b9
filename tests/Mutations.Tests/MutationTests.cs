using CommonGround.Platform;
using CommonGround.Simulation.Running;

namespace CommonGround.Mutations.Tests;

/// <summary>
/// The simulation can fail: each mutation breaks one rule of the commit log, and the seeds of CI find it. Without it the same seed finds
/// nothing, so what is found is the mutation; that no other seed does either is what <c>SimulationTests</c> show.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
{
    public static TheoryData<string> Ids { get; } = [.. MutationList.All.Select(m => m.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_broken_rule_is_found(string id)
    {
        Mutation.Active = id;
        RunResult? first = null;

        Search.Seeds(1, CommonSeeds.Count, TimeSpan.MaxValue, result =>
        {
            first = result.Violations.Count > 0 && !(first?.Seed < result.Seed) ? result : first;
            return first is null;
        });

        Assert.True(first is not null, $"{CommonSeeds.Count} seeds did not find mutation {id}");
        var row = $"| {id} | {MutationList.All.Single(m => m.Id == id).What} | {first.Seed} |";
        output.WriteLine($"{row}\n{first.Violations[0]}");
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "mutations.md"), $"{row}\n");
        Mutation.Active = null;
        var without = Run.Seed(first.Seed);
        Assert.True(without.Violations.Count == 0, without.Describe());
    }

    [Fact]
    public void The_table_of_the_page_names_every_mutation()
    {
        var page = MutationList.Page();

        Assert.All(MutationList.All, m => Assert.Contains($"| {m.Id} | {m.What} | ", page, StringComparison.Ordinal));
        Assert.Equal(MutationList.All.Count, page.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|').Length == 5 && char.IsAsciiDigit(line[2])));
    }

    public void Dispose() => Mutation.Active = null;
}
