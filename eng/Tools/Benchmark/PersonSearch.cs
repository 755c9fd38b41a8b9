using System.Diagnostics;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// What it costs to find who used one person's data, among many lines of others against among few. Each search is logged as a use of his data
/// too, so his own lines become more by one.
/// </summary>
internal sealed class PersonSearch(LoggedStore few, LoggedStore many, DevelopmentToken token)
{
    private const string Scope = "verwerkingen.lezen";
    private const int Rounds = 11;

    public async Task<IReadOnlyList<Growth>> RunAsync(string name)
    {
        var (ours, theirs) = (new List<PageCost>(), new List<PageCost>());
        // With the pages above the leaves in memory, and the compiler done.
        await CostAsync(few);
        await CostAsync(many);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await CostAsync(few));
            theirs.Add(await CostAsync(many));
        }

        return
        [
            new($"{name}, calls", "calls", Median(ours, c => c.Calls), Median(theirs, c => c.Calls), "<= 1.0"),
            new($"{name}, bytes", "bytes", Median(ours, c => c.Bytes), Median(theirs, c => c.Bytes), ""),
            new($"{name}, time", "ms", Median(ours, c => c.Milliseconds), Median(theirs, c => c.Milliseconds), ""),
        ];
    }

    private async Task<PageCost> CostAsync(LoggedStore store)
    {
        await StoreUse.CaughtUpAsync(store.Server);
        var api = new Api(store.Server, store.Application with { Token = token.Text(Scope) });
        var before = await StoreUse.OfAsync(store.Server);
        var clock = Stopwatch.StartNew();
        var uses = await api.UsesAsync(LoggedStore.Someone);
        var time = clock.Elapsed.TotalMilliseconds;
        var used = (await StoreUse.OfAsync(store.Server)).Since(before);
        return uses > 0 ? new PageCost(used.Reads, used.BytesRead, time) : throw new InvalidOperationException("A search for a person with lines found none.");
    }

    private static double Median(IEnumerable<PageCost> costs, Func<PageCost, double> value) => Measure.Median(costs.Select(value));
}
