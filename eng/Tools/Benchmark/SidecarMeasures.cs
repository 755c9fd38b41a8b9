namespace CommonGround.Tools.Benchmark;

/// <summary>The measures beside a sidecar: a stand-in, and for the pattern of the quickstarts a real one where it is there.</summary>
internal sealed class SidecarMeasures(
    Wrk wrk, Application kit, DevelopmentToken token, Generation generator, SidecarPlace? real, string work, Action<string> progress)
{
    /// <summary>What the platform's client of the sidecar costs; it is measured in this process.</summary>
    public const string Client = "client";

    private static readonly (string Name, int Clients)[] Creates = [("sidecar-64", 64), ("sidecar-16", 16), ("sidecar-1", 1)];

    private static readonly (string Name, int Clients)[] Events = [("events-64", 64), ("events-16", 16), ("events-1", 1)];

    public static IReadOnlyList<string> Names { get; } =
        [.. Creates.Select(c => c.Name), .. Events.Select(e => e.Name), Client, .. Pattern.All.Select(p => p.Name)];

    public async Task RunAsync(Options options, Results results)
    {
        if (Creates.Where(c => options.Wants(c.Name)).ToList() is { Count: > 0 } creates)
        {
            await new SidecarThroughput(wrk, kit, work, progress).RunAsync(creates, results);
        }

        if (Events.Where(e => options.Wants(e.Name)).ToList() is { Count: > 0 } events)
        {
            await new EventFlow(wrk, kit, work, progress).RunAsync(events, results);
        }

        if (options.Wants(Client))
        {
            progress(Client);
            results.Comparisons.AddRange(await ClientCost.MeasureAsync("<= 1.15"));
        }

        if (Pattern.All.Where(p => options.Wants(p.Name)).ToList() is { Count: > 0 } patterns)
        {
            await ComparePatternAsync(patterns, results);
        }
    }

    private async Task ComparePatternAsync(IReadOnlyList<(string Name, int Clients, int Tenants, string Aim)> wanted, Results results)
    {
        await using var standIn = new StandIn("meting");
        var place = real ?? await SidecarPlace.OfAsync(standIn);
        progress("building the pattern of the quickstarts");
        var (folder, _) = await generator.RunAsync("webapi", "generated-pattern");
        var pattern = await PatternApplication.BuildAsync(folder, place, work);
        await new Pattern(wrk, kit, pattern, token, place, progress).RunAsync(wanted, results);
    }
}
