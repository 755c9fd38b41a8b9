using System.Diagnostics;
using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>When all faults are over: everything is compared, and one replica drains and archives every log.</summary>
internal sealed class Aftermath(Cluster cluster, IGround ground, Verification verification, EventCheck events, LineCheck lines, EditCheck edits)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <returns>The logs as they are left, and what became of the events and the lines, and what verification found.</returns>
    public async Task<(Logs Logs, EventOutcome Events, LineOutcome Lines, EditOutcome Edits)> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        // Of the last rounds the store still has what is archived in a moment: numbers without a commit among it.
        var found = ground.File is { } file ? await edits.RunAsync(file) : EditOutcome.None;
        await cluster.SettleAsync();
        Console.WriteLine("      all replicas run; comparing everything");
        await verification.AllAsync(rounds);
        var arrived = await events.RunAsync(cancellationToken);

        Console.WriteLine("      stopping all and starting one, which has to drain and archive");
        await Task.WhenAll(cluster.Replicas.Select(r => r.StopAsync()));
        await cluster.Replicas[0].StartAsync(cancellationToken);
        var logs = await ground.ReadLogsAsync();
        for (var clock = Stopwatch.StartNew(); logs.Unfinished > 0 && clock.Elapsed < Longest; logs = await ground.ReadLogsAsync())
        {
            await Task.Delay(200, cancellationToken);
        }

        await verification.AllAsync(rounds);
        return (logs, arrived, await lines.RunAsync(cancellationToken), found + await edits.RunAsync());
    }
}
