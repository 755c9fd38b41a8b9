using System.Buffers.Binary;
using System.Diagnostics;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// What a page of 20 costs a component with many resources, against one with few: calls of the store, bytes read and time. Pages from
/// one end to the other, in turn on both; the median of each.
/// </summary>
internal sealed class Pages(Filled few, Filled many)
{
    private const int Places = 41;
    private const int Rounds = 15;

    /// <param name="name">What is measured.</param>
    /// <param name="search">A search in place of a list.</param>
    /// <param name="whole">Whether pages are asked for from one end to the other; otherwise only the first.</param>
    public async Task<IReadOnlyList<Growth>> RunAsync(string name, bool search, bool whole = true)
    {
        var (first, second) = (await CursorsAsync(few, whole), await CursorsAsync(many, whole));
        // With the pages above the leaves in memory, and the compiler done.
        var (ours, theirs) = (await CostsAsync(few, first, search), await CostsAsync(many, second, search));
        for (var round = 0; round < Rounds; round++)
        {
            ours = await CostsAsync(few, first, search, ours);
            theirs = await CostsAsync(many, second, search, theirs);
        }

        return
        [
            new($"{name}, calls", "calls", Median(ours, c => c.Calls), Median(theirs, c => c.Calls), "<= 1.0"),
            new($"{name}, bytes", "bytes", Median(ours, c => c.Bytes), Median(theirs, c => c.Bytes), "<= 1.2"),
            new($"{name}, time", "ms", Median(ours, c => c.Milliseconds), Median(theirs, c => c.Milliseconds), "<= 1.2"),
        ];
    }

    /// <summary>The calls of the very first page after a start: one more for each level that is not in memory yet.</summary>
    public async Task<Growth> ColdAsync(string name, bool search)
    {
        var (ours, theirs) = (await CostAsync(few, null, search, 0), await CostAsync(many, null, search, 0));
        return new($"{name}, calls after a start", "calls", ours.Calls, theirs.Calls, "");
    }

    private static double Median(IEnumerable<PageCost> costs, Func<PageCost, double> value) => Measure.Median(costs.Select(value));

    // Ids begin with the moment of their creation, so moments in between are places in the list.
    private static async Task<string?[]> CursorsAsync(Filled filled, bool whole)
    {
        if (!whole)
        {
            return new string?[Places];
        }

        var oldest = await new Api(filled.Server, filled.Application).OldestAsync();
        return [.. Enumerable.Range(0, Places).Select(i => Api.CursorAfter(Between(oldest, filled.Newest, 0.9 * i / Places)))];
    }

    private static Guid Between(Guid oldest, Guid newest, double part)
    {
        var (from, to) = (Moment(oldest), Moment(newest));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (from + (long)((to - from) * part)) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    private static long Moment(Guid id) => BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16;

    // Calls and bytes are counted once; the least time of the rounds is the one that nothing else disturbed.
    private static async Task<PageCost[]> CostsAsync(Filled filled, string?[] cursors, bool search, PageCost[]? known = null)
    {
        var costs = new PageCost[cursors.Length];
        for (var i = 0; i < cursors.Length; i++)
        {
            costs[i] = known is null
                ? await CostAsync(filled, cursors[i], search, 1)
                : known[i] with { Milliseconds = Math.Min(known[i].Milliseconds, await TimeAsync(filled, cursors[i], search)) };
        }

        return costs;
    }

    private static async Task<PageCost> CostAsync(Filled filled, string? cursor, bool search, int before)
    {
        for (var i = 0; i < before; i++)
        {
            await TimeAsync(filled, cursor, search);
        }

        var start = await StoreUse.OfAsync(filled.Server);
        var time = await TimeAsync(filled, cursor, search);
        var used = (await StoreUse.OfAsync(filled.Server)).Since(start);
        return new PageCost(used.Reads, used.BytesRead, time);
    }

    private static async Task<double> TimeAsync(Filled filled, string? cursor, bool search)
    {
        var clock = Stopwatch.StartNew();
        await new Api(filled.Server, filled.Application).PageAsync(search, cursor);
        return clock.Elapsed.TotalMilliseconds;
    }
}
