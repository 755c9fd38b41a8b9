namespace CommonGround.Tools.Benchmark;

/// <summary>The order of the measures, and what is printed.</summary>
public static class Run
{
    private static readonly (string Name, bool Write, int Clients, string Aim)[] Loads =
    [
        ("get-64", false, 64, ">= 0.85"),
        ("get-1", false, 1, ""),
        ("post-64", true, 64, ">= 1.0"),
        ("post-16", true, 16, ""),
        ("post-1", true, 1, ">= 0.7"),
    ];

    public static async Task<int> MainAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string[] names = ["generation", "start", .. Loads.Select(load => load.Name)];
        var only = Array.IndexOf(args, "--only") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        if (only is not null && !names.Contains(only))
        {
            await Console.Error.WriteLineAsync($"There is no measure '{only}'. Choose from: {string.Join(", ", names)}.");
            return 2;
        }

        var work = Directory.CreateTempSubdirectory("commonground-benchmark-").FullName;
        try
        {
            await Wrk.CheckAsync();
            Report.Write(await MeasureAsync(work, only), json: args.Contains("--json"));
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<List<Measure>> MeasureAsync(string work, string? only)
    {
        bool Wanted(string name) => only is null || only == name;
        var measures = new List<Measure>();
        var generator = new Generation(new Kit(Repository.Root(), work), work);
        Progress("packing and generating");
        await generator.InstallAsync();
        var (kitFolder, _) = await generator.RunAsync("cg-component", "generated-component");
        var (bareFolder, _) = await generator.RunAsync("webapi", "generated-bare");
        if (Wanted("generation"))
        {
            Progress("generation");
            measures.Add(await generator.MeasureAsync());
        }

        Progress("building both in Release");
        var kit = await KitApplication.BuildAsync(kitFolder, work);
        var bare = await BareApplication.BuildAsync(bareFolder, work);
        if (Wanted("start"))
        {
            Progress("start");
            measures.Add(await Start.MeasureAsync(kit, bare));
        }

        await using var kitServer = await Server.StartAsync(kit);
        await using var bareServer = await Server.StartAsync(bare);
        var throughput = new Throughput(new Wrk(work), kitServer, kit, bareServer, bare);
        foreach (var (name, write, clients, aim) in Loads.Where(load => Wanted(load.Name)))
        {
            Progress(name);
            measures.AddRange(await throughput.RunAsync(name, write, clients, aim));
        }

        return measures;
    }

    private static void Progress(string what) => Console.Error.WriteLine($"… {what}");
}
