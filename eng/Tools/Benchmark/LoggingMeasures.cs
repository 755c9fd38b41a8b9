namespace CommonGround.Tools.Benchmark;

/// <summary>What the two logs cost: requests with and without them, their verification, and the search for one person.</summary>
internal sealed class LoggingMeasures(
    Wrk wrk, Application kit, DevelopmentToken token, Generation generator, Options options, string work, Action<string> progress)
{
    private const string Verify = "logging-verify";
    private const string Search = "logging-search";
    private const int Few = 1_000;

    private static readonly (string Name, bool Write, int Clients, string Aim)[] Loads =
    [
        ("logging-get-64", false, 64, ">= 0.35"),
        ("logging-get-16", false, 16, ""),
        ("logging-get-1", false, 1, ""),
        ("logging-post-64", true, 64, ">= 0.8"),
        ("logging-post-16", true, 16, ""),
        ("logging-post-1", true, 1, ""),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Loads.Select(load => load.Name), Verify, Search];

    public async Task RunAsync(Results results)
    {
        if (Loads.Where(load => options.Wants(load.Name)).ToList() is { Count: > 0 } loads)
        {
            progress("building the copy without logging");
            var (folder, _) = await generator.RunAsync("cg-component", "generated-unlogged");
            var unlogged = await UnloggedComponent.BuildAsync(folder, token, work);
            await new LoggingThroughput(wrk, kit, unlogged, work, progress).RunAsync(loads, results);
        }

        if (options.Wants(Verify) || options.Wants(Search))
        {
            await ManyLinesAsync(results);
        }
    }

    private async Task ManyLinesAsync(Results results)
    {
        await using var few = new LoggedStore(wrk, kit.WithOwnFile(work, "few-lines", new Dictionary<string, string>()));
        await using var many = new LoggedStore(wrk, kit.WithOwnFile(work, "many-lines", new Dictionary<string, string>()));
        await FillAsync(few, Few);
        await FillAsync(many, options.Lines);
        await VerifyAsync(many, "in entries", results);
        await SearchAsync(few, many, Search, results);

        progress($"archiving {options.Lines} lines");
        await few.ArchiveAsync();
        await many.ArchiveAsync();
        await SearchAsync(few, many, $"{Search}, archived", results);
        await VerifyAsync(many, "archived", results);
    }

    private async Task FillAsync(LoggedStore store, int lines)
    {
        progress($"leaving {lines} lines in the logs");
        await store.StartAsync();
        await store.FillAsync(lines);
    }

    private async Task SearchAsync(LoggedStore few, LoggedStore many, string name, Results results)
    {
        if (options.Wants(Search))
        {
            progress(name);
            results.Growths.AddRange(await new PersonSearch(few, many, token).RunAsync(name));
        }
    }

    private async Task VerifyAsync(LoggedStore store, string where, Results results)
    {
        if (!options.Wants(Verify))
        {
            return;
        }

        var name = $"{Verify}, {where}";
        progress(name);
        var (entries, blocks) = (await store.Lines.InEntriesAsync(), await store.Lines.InBlocksAsync());
        var lines = entries + blocks.Lines;
        var time = await LogVerification.TimeAsync(store.Application, lines);
        results.Counts.Add(new Count(name, "s", time.TotalSeconds, options.Lines == Options.Many ? "<= 10" : ""));
        results.Counts.Add(new Count($"{name}, lines", "lines", lines, ""));
        if (blocks.Blocks > 0)
        {
            results.Counts.Add(new Count($"{name}, lines per block on average", "lines", (double)blocks.Lines / blocks.Blocks, ""));
            results.Counts.Add(new Count($"{name}, lines per block at most", "lines", blocks.Longest, ""));
        }
    }
}
