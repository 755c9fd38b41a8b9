using System.Diagnostics;

using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>Load with a fault in it, then a comparison with nobody writing; and again.</summary>
internal sealed class Rounds(Cluster cluster, Disturbance disturbance, Ledger ledger, Verification verification, LineCheck lines, IReadOnlyList<Writer> writers)
{
    private const int ListEvery = 10;
    private static readonly TimeSpan Load = TimeSpan.FromMilliseconds(350);

    private readonly List<Resource> _contended = [];

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 4; i++)
        {
            _contended.Add(await writers[i].MakeAsync($"contended-{i}", Aanvraag.Of($"contended-{i}", TestNumbers.Of(i % 2)))
                ?? throw new InvalidOperationException("A change of a component that was just started was not done."));
        }

        for (var round = 1; round <= rounds; round++)
        {
            await RoundAsync(round, cancellationToken);
        }
    }

    private async Task RoundAsync(int round, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await cluster.OneRunsAsync(cancellationToken);
        var (clock, before) = (Stopwatch.StartNew(), ledger.Acknowledged);
        using var end = new CancellationTokenSource();
        var writing = Task.WhenAll(writers.Select(w => Task.Run(() => w.RunAsync(round, _contended, end.Token), cancellationToken)));
        string fault;
        try
        {
            fault = await disturbance.RunAsync(Load, cancellationToken);
        }
        finally
        {
            end.CancelAfter(clock.Elapsed < Load ? Load - clock.Elapsed : TimeSpan.Zero);
            await writing;
        }

        var settled = clock.Elapsed;
        await verification.RoundAsync(round);
        await lines.RoundAsync();
        if (round % ListEvery == 0)
        {
            await verification.ListAsync();
        }

        await cluster.CheckAsync();
        Console.WriteLine($"{round,4}  {ledger.Acknowledged - before,4} acknowledged  {settled.TotalSeconds,4:0.0} + {(clock.Elapsed - settled).TotalSeconds:0.0} s  {fault}");
    }
}
