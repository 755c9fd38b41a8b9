namespace CommonGround.Tools.Benchmark;

/// <summary>The order of the measures, and what is printed.</summary>
public static class Run
{
    private static readonly (string Name, bool Write, int Clients, string Aim)[] Loads =
    [
        ("get-64", false, 64, ">= 0.6"),
        ("get-1", false, 1, ""),
        ("post-64", true, 64, ">= 1.0"),
        ("post-16", true, 16, ">= 1.0"),
        ("post-1", true, 1, ">= 0.7"),
    ];

    private static readonly (string Name, int Clients, int Tenants, string Aim)[] Keys =
    [
        ("keys-64", 64, 1, "<= 1.2"),
        ("keys-64-355", 64, 355, "<= 1.5"),
        ("keys-1", 1, 1, "<= 2.2"),
    ];

    private static readonly string[] Names =
    [
        "generation", "start", .. Loads.Select(load => load.Name), .. Keys.Select(keys => keys.Name), .. LoggingMeasures.Names, .. SidecarMeasures.Names,
        .. ManyResources.Names,
    ];

    public static async Task<int> MainAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        Options options;
        SidecarPlace? real;
        try
        {
            options = Options.Parse(args, Names);
            real = SidecarPlace.TakeReal();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        var work = Directory.CreateTempSubdirectory("commonground-benchmark-").FullName;
        try
        {
            await Wrk.CheckAsync();
            if (options.Wants(SidecarMeasures.Client) && !ClientComponent.CanMeasure)
            {
                throw new InvalidOperationException(
                    $"'{SidecarMeasures.Client}' measures the platform's client in this process, which was built for debugging. Run: dotnet run -c Release eng/benchmark.cs");
            }

            Report.Write(await MeasureAsync(work, options, real), options.Json);
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

    private static async Task<Results> MeasureAsync(string work, Options options, SidecarPlace? real)
    {
        var results = new Results();
        var generator = new Generation(new Kit(Repository.Root(), work), work);
        Progress("packing and generating");
        await generator.InstallAsync();
        var (kitFolder, _) = await generator.RunAsync("cg-component", "generated-component");
        var (bareFolder, _) = await generator.RunAsync("webapi", "generated-bare");
        if (options.Wants("generation"))
        {
            Progress("generation");
            results.Measures.Add(await generator.MeasureAsync());
        }

        Progress("building both in Release");
        var token = new DevelopmentToken("benchmark");
        var kit = await KitApplication.BuildAsync(kitFolder, token, work);
        var bare = await BareApplication.BuildAsync(bareFolder, work);
        if (options.Wants("start"))
        {
            Progress("start");
            results.Measures.Add(await Start.MeasureAsync(kit, bare));
        }

        var wrk = new Wrk(work);
        await CompareAsync(wrk, kit, bare, options, results);
        var keys = new KeysPerCreate(wrk, kit, token, work);
        foreach (var (name, clients, tenants, aim) in Keys.Where(keys => options.Wants(keys.Name)))
        {
            Progress(name);
            results.Counts.AddRange(await keys.RunAsync(name, clients, tenants, aim));
        }

        await new LoggingMeasures(wrk, kit, token, generator, options, work, Progress).RunAsync(results);
        await new SidecarMeasures(wrk, kit, token, generator, real, work, Progress).RunAsync(options, results);
        if (ManyResources.Names.Any(options.Wants))
        {
            results.Growths.AddRange(await new ManyResources(wrk, kit, options, work, Progress).RunAsync());
        }

        return results;
    }

    private static async Task CompareAsync(Wrk wrk, Application kit, Application bare, Options options, Results results)
    {
        var wanted = Loads.Where(load => options.Wants(load.Name)).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        await using var kitServer = await Server.StartAsync(kit);
        await using var bareServer = await Server.StartAsync(bare);
        var throughput = new Throughput(wrk, kitServer, kit, bareServer, bare);
        foreach (var (name, write, clients, aim) in wanted)
        {
            Progress(name);
            results.Measures.AddRange(await throughput.RunAsync(name, write, clients, aim));
        }
    }

    private static void Progress(string what) => Console.Error.WriteLine($"… {what}");
}
