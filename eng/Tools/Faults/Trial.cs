using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>One leg, and what is left when all faults are over.</summary>
internal sealed class Trial(Options options, Leg leg, Component component, IGround ground, string work)
{
    private const int Writers = 16;

    // Each leg has faults of its own.
    private readonly int _seed = options.Seed + (1_000_000 * leg.Number);

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
        Console.WriteLine($"{leg}:");
        await ground.StartAsync();
        await using var logboek = new Logboek();
        await logboek.StartAsync();
        var clock = new MachineClock(Path.Combine(work, "clock"));
        await clock.SetAsync();
        var answered = new AnsweredRequests();
        using var api = new Api(component.Token, answered);
        using var cluster = new Cluster(leg.Replicas, component.With(logboek.Settings).With(clock.Settings), ground, work);
        await cluster.StartAsync(cancellationToken);
        await ground.BeginAsync();

        var (balancer, ledger) = (new Balancer(cluster.Replicas), new Ledger());
        var writers = Enumerable.Range(1, Writers)
            .Select(n => new Writer(n, new Client(api, balancer, new Random(_seed + (2 * n))), ledger, new Random(_seed + (2 * n) + 1))).ToList();

        // Several at once ask through it.
        var reader = new Client(api, balancer, Random.Shared);
        var verification = new Verification(reader, ledger);
        var lineCheck = new LineCheck(ground, logboek, answered);
        var disturbance = new Disturbance(cluster, ground, logboek, clock, new Random(_seed));
        await new Rounds(cluster, disturbance, ledger, verification, lineCheck, writers).RunAsync(leg.Rounds, cancellationToken);
        var eventCheck = new EventCheck(new Letters(cluster), reader, ledger);
        var editCheck = new EditCheck(cluster, work);
        var (logs, events, lines, edits) = await new Aftermath(cluster, ground, verification, eventCheck, lineCheck, editCheck).RunAsync(leg.Rounds, cancellationToken);

        var outcome = new Outcome(
            ledger.Acknowledged, ledger.Lost, ledger.Doubled, ledger.RefusedThoughMade, events, lines, edits, logs.Unfinished, disturbance.Kills);
        Console.WriteLine($"      {disturbance.Counts}");
        Console.WriteLine($"      {ledger.NotDone} changes were not done and {ledger.Unknown} unknown at first; {logs.Drained} logs drained, {logs.Left} not, {logs.Full} not archived");
        Console.WriteLine($"      {outcome}");
        return outcome;
    }

    /// <summary>What somebody needs who looks for the cause.</summary>
    private async Task KeepAsync()
    {
        await ground.KeepAsync();
        var folder = Directory.CreateDirectory(
            Path.Combine(Repository.Root(), "artifacts", "faults", $"seed-{options.Seed}-{leg.Name}")).FullName;
        foreach (var file in Directory.GetFiles(work))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        await Console.Error.WriteLineAsync($"What the store held and the replicas printed is in {folder}.");
    }
}
