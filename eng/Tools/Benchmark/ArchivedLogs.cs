namespace CommonGround.Tools.Benchmark;

/// <summary>A component whose logs are so short, and so soon archived, that there are 500 archived ones behind few resources.</summary>
internal static class ArchivedLogs
{
    private const int Logs = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["State__LogEntries"] = "2",
        ["State__ArchiveAfter"] = "00:00:01",
        ["State__HeartbeatInterval"] = "00:00:01",
        ["State__HeartbeatLife"] = "00:00:03",
        ["State__ProbeInterval"] = "00:01:00",
    };

    /// <summary>Makes resources one by one until there are so many, and so many logs are archived: not every second commit rolls.</summary>
    public static async Task MakeAsync(Filled filled, int resources)
    {
        var api = new Api(filled.Server, filled.Application);
        var end = DateTime.UtcNow + Limit;
        for (var i = 0; i < resources || await ArchivedAsync(filled.Server) < Logs; i++)
        {
            await api.CreateAsync();
            if (DateTime.UtcNow > end)
            {
                throw new InvalidOperationException($"{Logs} logs were not archived within {Limit.TotalMinutes} minutes.");
            }
        }

        filled.Newest = Guid.CreateVersion7();
        await StoreUse.CaughtUpAsync(filled.Server);
    }

    private static async Task<double> ArchivedAsync(Server server) => (await Scrape.OfAsync(server)).Sum("commonground_state_log_archived_total");
}
