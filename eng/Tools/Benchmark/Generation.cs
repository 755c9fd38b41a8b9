using System.Diagnostics;

namespace CommonGround.Tools.Benchmark;

/// <summary><c>dotnet new</c> of both, with the restore, in turn.</summary>
internal sealed class Generation(Kit kit, string work)
{
    public Task InstallAsync() => kit.InstallAsync();

    public async Task<(string Folder, TimeSpan Time)> RunAsync(string template, string folder)
    {
        var path = Path.Combine(work, folder);
        var clock = Stopwatch.StartNew();
        await kit.GenerateAsync(template, "Meting", path);
        return (path, clock.Elapsed);
    }

    public async Task<Measure> MeasureAsync()
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            ours.Add((await RunAsync("cg-component", $"a{round}")).Time.TotalSeconds);
            theirs.Add((await RunAsync("webapi", $"b{round}")).Time.TotalSeconds);
        }

        return new("generation", "s", Measure.Median(ours), Measure.Median(theirs), "<= 2.0");
    }
}
