using System.Diagnostics;

namespace CommonGround.Tools.Faults;

/// <summary>When all faults are over: everything is compared, and one replica drains and archives every log.</summary>
internal sealed class Aftermath(Cluster cluster, IGround ground, Verification verification, EventCheck events)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <returns>The logs as they are left, and what became of the events.</returns>
    public async Task<(Logs Logs, EventOutcome Events)> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await cluster.SettleAsync();
        Console.WriteLine("      all replicas run; comparing everything");
        await verification.AllAsync(rounds);
        var arrived = await events.RunAsync(cancellationToken);

        Console.WriteLine("      stopping all and starting one, which has to drain and archive");
        await Task.WhenAll(cluster.Replicas.Select(r => r.StopAsync()));
        await cluster.Replicas[0].StartAsync(cancellationToken);
        var logs = await ground.ReadLogsAsync();
        for (var clock = Stopwatch.StartNew(); (logs.Registered > 0 || logs.Full > 0) && clock.Elapsed < Longest; logs = await ground.ReadLogsAsync())
        {
            await Task.Delay(200, cancellationToken);
        }

        await verification.AllAsync(rounds);
        return (logs, arrived);
    }
}
