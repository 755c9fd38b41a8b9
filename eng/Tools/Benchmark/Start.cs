namespace CommonGround.Tools.Benchmark;

/// <summary>From the start of the process to the first 200, in turn.</summary>
internal static class Start
{
    public static async Task<Measure> MeasureAsync(Application kit, Application bare)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 10; round++)
        {
            ours.Add(await OnceAsync(kit));
            theirs.Add(await OnceAsync(bare));
        }

        return new("start", "ms", Measure.Median(ours), Measure.Median(theirs), "<= 1.3");
    }

    private static async Task<double> OnceAsync(Application application)
    {
        await using var server = await Server.StartAsync(application);
        return server.ToFirstAnswer.TotalMilliseconds;
    }
}
