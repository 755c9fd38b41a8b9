using System.Diagnostics;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// Compares what clients were answered with the lines in the store and in the Logboek. Both are read beside the component, which goes on to
/// deliver meanwhile; nobody asks it anything.
/// </summary>
internal sealed class LineCheck(IGround ground, Logboek logboek, AnsweredRequests answered)
{
    private const int MostPrinted = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>With nobody writing and nothing archived twice: never are more requests answered than lines durable.</summary>
    /// <exception cref="InvalidOperationException">There are.</exception>
    public async Task RoundAsync()
    {
        // In this order: what is answered meanwhile is durable too.
        var count = answered.Count;
        if (await ground.ReadLinesAsync() is var stored && count > Math.Min(stored.Processing, stored.Audit))
        {
            throw new InvalidOperationException(
                $"{count} requests were answered 2xx, and durable are {stored.Processing} processing lines and {stored.Audit} audit lines.");
        }
    }

    /// <summary>When all faults are over: waits until what is durable is delivered, and a moment longer for what should not be.</summary>
    public async Task<LineOutcome> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("      waiting for the Logboek");
        var outcome = await CompareAsync();
        for (var clock = Stopwatch.StartNew(); outcome.Delivered < outcome.Durable && clock.Elapsed < Longest; outcome = await CompareAsync())
        {
            await Task.Delay(Pause, cancellationToken);
        }

        await Task.Delay(Pause, cancellationToken);
        outcome = await CompareAsync();
        Unlogged().Select(request => $"WITHOUT A LINE: {request.Value}, trace {request.Key}")
            .Concat(logboek.Written.Wrong.Select(what => $"WRONG LINE: {what}"))
            .Take(MostPrinted).ToList().ForEach(Console.WriteLine);
        return outcome;
    }

    private async Task<LineOutcome> CompareAsync()
    {
        var stored = await ground.ReadLinesAsync();
        return new LineOutcome
        {
            Answered = answered.Count,
            Unlogged = Unlogged().Count(),
            Durable = stored.Processing,
            Delivered = logboek.Written.Count,
            Repeated = logboek.Written.Repeated,
            Wrong = logboek.Written.Wrong.Count,
            Audit = stored.Audit,
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Unlogged() => answered.All.Where(request => !logboek.Written.HasTrace(request.Key));
}
