namespace CommonGround.Tools.Faults;

/// <summary>All rounds on one ground, and what is left when all faults are over.</summary>
internal sealed class Trial(Options options, Component component, IGround ground, string work)
{
    private const int Writers = 16;

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = default(Outcome);
        try
        {
            return outcome = await TryAsync(cancellationToken);
        }
        finally
        {
            if (outcome is not { IsGood: true })
            {
                await KeepAsync();
            }
        }
    }

    private async Task<Outcome> TryAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"beside {ground.Name}:");
        await ground.StartAsync();
        using var api = new Api(component.Token);
        using var cluster = new Cluster(component, ground, work);
        await cluster.StartAsync(cancellationToken);

        var (balancer, ledger) = (new Balancer(cluster.Replicas), new Ledger());
        Client Client(int number) => new(api, balancer, new Random(options.Seed + (2 * number)));
        var writers = Enumerable.Range(1, Writers).Select(n => new Writer(n, Client(n), ledger, new Random(options.Seed + (2 * n) + 1))).ToList();
        var verification = new Verification(Client(0), ledger);
        var disturbance = new Disturbance(cluster, ground, new Random(options.Seed));
        await new Rounds(cluster, disturbance, ledger, verification, writers).RunAsync(options.Rounds, cancellationToken);
        var (logs, events) = await new Aftermath(cluster, ground, verification, new EventCheck(cluster, Client(0), ledger)).RunAsync(options.Rounds, cancellationToken);

        Console.WriteLine($"      {ledger.NotDone} changes were not done and {ledger.Unknown} unknown at first; {logs.Drained} logs drained, {logs.Registered} not, {logs.Full} not archived");
        Console.WriteLine($"      {ledger.Acknowledged} acknowledged, {ledger.Lost} lost, {ledger.Doubled} doubled");
        Console.WriteLine($"      {events}");
        return new Outcome(ledger.Acknowledged, ledger.Lost + events.Missing, ledger.Doubled + events.Doubled, logs.Registered + logs.Full, events.IsGood);
    }

    /// <summary>What somebody needs who looks for the cause.</summary>
    private async Task KeepAsync()
    {
        await ground.KeepAsync();
        var folder = Directory.CreateDirectory(
            Path.Combine(Repository.Root(), "artifacts", "faults", $"seed-{options.Seed}-{ground.Name}")).FullName;
        foreach (var file in Directory.GetFiles(work))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        await Console.Error.WriteLineAsync($"What the store held and the replicas printed is in {folder}.");
    }
}
