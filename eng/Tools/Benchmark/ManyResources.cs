namespace CommonGround.Tools.Benchmark;

/// <summary>
/// The component with many resources against itself with few: what a page of a list and of a search costs, after a start, after most
/// were deleted and after many logs were archived; and the memory of a replica.
/// </summary>
internal sealed class ManyResources(Wrk wrk, Application kit, Options options, string work, Action<string> progress)
{
    private const int Few = 1_000;

    public static IReadOnlyList<string> Names { get; } = ["list", "search", "memory"];

    private readonly Filling _filling = new(wrk, work);

    public async Task<IReadOnlyList<Growth>> RunAsync()
    {
        await using var few = new Filled(kit.WithOwnFile(work, "few", Settings));
        await using var many = new Filled(kit.WithOwnFile(work, "many", Settings));
        await FillAsync(few, Few);
        await FillAsync(many, options.Resources);

        var growths = new List<Growth>();
        if (options.Wants("memory"))
        {
            progress("memory");
            await RestartAsync(few, many);
            growths.AddRange(await ReplicaMemory.RunAsync(wrk, few, many));
        }

        if (!options.Wants("list") && !options.Wants("search"))
        {
            return growths;
        }

        await RestartAsync(few, many);
        var pages = new Pages(few, many);
        growths.AddRange(await ColdAsync(pages));
        growths.AddRange(await EachAsync("", pages));
        growths.AddRange(await ArchivedAsync(few));

        progress($"deleting nine in ten of {options.Resources} resources");
        await _filling.DeleteMostAsync(few);
        await _filling.DeleteMostAsync(many);
        growths.AddRange(await EachAsync(", 90 % deleted", pages));
        growths.AddRange(await EachAsync(", 90 % deleted, first page", pages, whole: false));
        return growths;
    }

    // A probe of its own, and the watch over the logs, would be counted with the pages.
    private static Dictionary<string, string> Settings => new()
    {
        ["State__ProbeInterval"] = "00:01:00",
        ["State__HeartbeatInterval"] = "00:01:00",
        ["State__HeartbeatLife"] = "00:03:00",
    };

    private static async Task RestartAsync(Filled few, Filled many)
    {
        await few.StartAsync();
        await many.StartAsync();
    }

    private async Task FillAsync(Filled filled, int resources)
    {
        progress($"making {resources} resources");
        await filled.StartAsync();
        await _filling.FillAsync(filled, resources);
    }

    private async Task<IReadOnlyList<Growth>> ArchivedAsync(Filled few)
    {
        progress("archiving 500 logs");
        await using var logs = new Filled(kit.WithOwnFile(work, "logs", ArchivedLogs.Settings));
        await logs.StartAsync();
        await ArchivedLogs.MakeAsync(logs, Few);
        await few.StartAsync();
        return await EachAsync(", 500 archived logs", new Pages(few, logs));
    }

    private async Task<List<Growth>> ColdAsync(Pages pages)
    {
        var growths = new List<Growth>();
        foreach (var name in Names.Where(name => name != "memory" && options.Wants(name)))
        {
            growths.Add(await pages.ColdAsync(name, search: name == "search"));
        }

        return growths;
    }

    private async Task<List<Growth>> EachAsync(string when, Pages pages, bool whole = true)
    {
        var growths = new List<Growth>();
        foreach (var name in Names.Where(name => name != "memory" && options.Wants(name)))
        {
            progress(name + when);
            growths.AddRange(await pages.RunAsync(name + when, search: name == "search", whole));
        }

        return growths;
    }
}
