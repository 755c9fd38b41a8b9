using System.Runtime.InteropServices;

namespace CommonGround.Tools.Faults;

/// <summary>The order of things, and what is printed.</summary>
public static class Run
{
    public static async Task<int> MainAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (OperatingSystem.IsWindows())
        {
            await Console.Error.WriteLineAsync("faults.cs needs a Unix (Linux, macOS, WSL): Windows has no signal that pauses a process.");
            return 2;
        }

        if (Options.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

        // Bounded: what does not end by then has failed.
        using var stop = new CancellationTokenSource(options.Beside.Count * (TimeSpan.FromMinutes(10) + (options.Rounds * TimeSpan.FromSeconds(10))));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var work = Directory.CreateTempSubdirectory("commonground-faults-").FullName;
        try
        {
            return await RunAsync(options, work, stop.Token) ? 0 : 1;
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Seed {options.Seed}.");
            return 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<bool> RunAsync(Options options, string work, CancellationToken cancellationToken)
    {
        Console.WriteLine($"seed {options.Seed}; packing, generating and publishing …");
        var component = await Component.BuildAsync(work);
        var outcomes = new List<Outcome>();
        foreach (var leg in options.Beside.SelectMany(beside => Leg.Of(beside, options.Rounds)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(work, leg.Name)).FullName;
            await using var ground = leg.Ground(folder);
            outcomes.Add(await new Trial(options, leg, component, ground, folder).RunAsync(cancellationToken));
        }

        Console.WriteLine(outcomes.Aggregate((one, other) => one + other));
        return outcomes.TrueForAll(outcome => outcome.IsGood);
    }
}
