namespace CommonGround.Benchmark;

/// <summary>What happens once in a run, measured several times in turn.</summary>
internal static class Repeated
{
    public static async Task<Measure> GenerationAsync(Generator generator)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            ours.Add((await generator.GenerateAsync("cg-component", $"a{round}")).Time.TotalSeconds);
            theirs.Add((await generator.GenerateAsync("webapi", $"b{round}")).Time.TotalSeconds);
        }

        return new("generation", "s", Measure.Median(ours), Measure.Median(theirs), "<= 2.0");
    }

    public static async Task<Measure> StartAsync(Application kit, Application bare)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 10; round++)
        {
            ours.Add(await StartAsync(kit));
            theirs.Add(await StartAsync(bare));
        }

        return new("start", "ms", Measure.Median(ours), Measure.Median(theirs), "<= 1.3");
    }

    private static async Task<double> StartAsync(Application application)
    {
        await using var server = await Server.StartAsync(application);
        return server.ToFirstAnswer.TotalMilliseconds;
    }
}
