using Microsoft.Extensions.Configuration;

namespace CommonGround.Simulation.Running;

/// <summary>The settings of a run's replicas: small limits, so that groups close, pages divide, logs roll and are archived within a few acts.</summary>
internal sealed class Settings(Dice dice, bool isContested)
{
    /// <summary>What the specification calls a day: until then a transaction may still be on its way.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromSeconds(40);

    /// <summary>A transaction that is on its way for so long never lands.</summary>
    public static TimeSpan LatestLanding { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the marks of received events live: longer than a replica sleeps, so that none handles an event whose mark is gone.</summary>
    public static TimeSpan MarkLife { get; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a log is written, at most.</summary>
    public static TimeSpan LongestLogLife { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long lines are kept, at most, where they expire within a run.</summary>
    public static TimeSpan LongestRetention { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Within this a replica that is well notices what became of its log.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromSeconds(25);

    public int PageIds { get; } = dice.Of([4, 4, 6, 16]);

    public int GroupRequests { get; } = dice.Of([1, 2, 4, 64]);

    public int GroupOperations { get; } = dice.Of([5, 8, 256]);

    public IConfiguration Configuration => field ??= new ConfigurationBuilder().AddInMemoryCollection(All()).Build();

    private Dictionary<string, string?> All() => new()
    {
        ["State:PageIds"] = $"{PageIds}",
        ["State:GroupRequests"] = $"{GroupRequests}",
        ["State:GroupOperations"] = $"{GroupOperations}",
        ["State:FoldEntries"] = isContested ? "1" : dice.Of(["1", "3", "5"]),
        ["State:FoldQuiet"] = isContested ? "00:00:00.1" : dice.Of(["00:00:00.1", "00:00:01", "00:00:20"]),
        ["State:IndexBehindLimit"] = dice.Of(["10", "2000"]),
        ["State:QueueLength"] = dice.Of(["3", "1024"]),
        ["State:AnswerTimeout"] = dice.Of(["00:00:02", "00:00:10"]),
        ["State:ProbeInterval"] = "00:01:00",
        ["State:HeartbeatLife"] = "00:00:20",
        ["State:LogEntries"] = dice.Of(["2", "5", "20", "1000000"]),
        ["State:LogLife"] = dice.Of(["00:00:15", $"{LongestLogLife}"]),
        ["State:ArchiveAfter"] = $"{Day}",
        ["State:AnswerLife"] = "14.00:00:00",
        ["State:MarkLife"] = $"{MarkLife}",
    };
}
