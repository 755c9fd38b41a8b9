using System.Runtime.InteropServices;

namespace CommonGround.Tools.Faults;

/// <summary>The order of things, and what is printed.</summary>
public static class Run
{
    private const int Writers = 16;

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
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5) + (options.Rounds * TimeSpan.FromSeconds(6)));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var work = Directory.CreateTempSubdirectory("commonground-faults-").FullName;
        try
        {
            var good = await RunAsync(options, work, stop.Token);
            if (!good)
            {
                Keep(work, options.Seed);
            }

            return good ? 0 : 1;
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            Keep(work, options.Seed);
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
        var stateFile = Path.Combine(work, "state.db");
        var component = await Component.BuildAsync(work, stateFile);
        using var api = new Api(component.Token);
        using var cluster = new Cluster(component, work);
        await cluster.StartAsync(cancellationToken);

        var (balancer, ledger) = (new Balancer(cluster.Replicas), new Ledger());
        Client Client(int number) => new(api, balancer, new Random(options.Seed + (2 * number)));
        var writers = Enumerable.Range(1, Writers).Select(n => new Writer(n, Client(n), ledger, new Random(options.Seed + (2 * n) + 1))).ToList();
        var verification = new Verification(Client(0), ledger);
        var disturbance = new Disturbance(cluster, new FileLock(stateFile), new Random(options.Seed));
        await new Rounds(cluster, disturbance, ledger, verification, writers).RunAsync(options.Rounds, cancellationToken);
        var logs = await new Aftermath(cluster, new StateFile(stateFile), verification).RunAsync(options.Rounds, cancellationToken);

        Console.WriteLine($"{ledger.NotDone} changes were not done and {ledger.Unknown} unknown at first; {logs.Drained} logs drained, {logs.Registered} not, {logs.Full} not archived; seed {options.Seed}");
        Console.WriteLine($"{ledger.Acknowledged} acknowledged, {ledger.Lost} lost, {ledger.Doubled} doubled");
        return ledger is { Lost: 0, Doubled: 0 } && logs is { Registered: 0, Full: 0 };
    }

    /// <summary>What somebody needs who looks for the cause.</summary>
    private static void Keep(string work, int seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root(), "artifacts", "faults", $"seed-{seed}")).FullName;
        foreach (var file in Directory.GetFiles(work))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        Console.Error.WriteLine($"The state file and what the replicas printed are in {folder}.");
    }
}
