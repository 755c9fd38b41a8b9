using Microsoft.Extensions.Configuration;

namespace CommonGround.Simulation.Running;

/// <summary>The settings of a run's replicas: small limits, so that groups close, pages divide, logs roll and are archived within a few acts.</summary>
internal sealed class Settings(Dice dice)
{
    /// <summary>What the specification calls a day: until then a transaction may still be on its way.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromMinutes(2);

    /// <summary>A transaction that is on its way for so long never lands.</summary>
    public static TimeSpan LatestLanding { get; } = TimeSpan.FromSeconds(110);

    public int PageIds { get; } = dice.Of([4, 4, 6, 16]);

    public IConfiguration Configuration => field ??= new ConfigurationBuilder().AddInMemoryCollection(All()).Build();

    private Dictionary<string, string?> All() => new()
    {
        ["State:PageIds"] = $"{PageIds}",
        ["State:GroupRequests"] = dice.Of(["1", "2", "4", "64"]),
        ["State:GroupOperations"] = dice.Of(["4", "8", "256"]),
        ["State:FoldEntries"] = dice.Of(["1", "3", "5"]),
        ["State:FoldQuiet"] = dice.Of(["00:00:00.1", "00:00:01", "00:00:20"]),
        ["State:IndexBehindLimit"] = dice.Of(["10", "2000"]),
        ["State:QueueLength"] = dice.Of(["3", "1024"]),
        ["State:AnswerTimeout"] = dice.Of(["00:00:02", "00:00:10"]),
        ["State:ProbeInterval"] = "00:01:00",
        ["State:AnswerLife"] = "14.00:00:00",
    };
}
