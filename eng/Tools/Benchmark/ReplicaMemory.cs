namespace CommonGround.Tools.Benchmark;

/// <summary>The memory of a replica that was started on a filled store and had the same requests: reads, lists, searches and creates.</summary>
internal static class ReplicaMemory
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Growth>> RunAsync(Wrk wrk, Filled few, Filled many)
    {
        var (ours, theirs) = (await LoadAsync(wrk, few), await LoadAsync(wrk, many));
        return
        [
            new("memory, resident", "MiB", ours.Resident, theirs.Resident, "<= 1.2"),
            new("memory, managed heap", "MiB", ours.Heap, theirs.Heap, ""),
        ];
    }

    private static async Task<(double Resident, double Heap)> LoadAsync(Wrk wrk, Filled filled)
    {
        var collection = new Uri(filled.Server.Address, filled.Application.Collection);
        var pages = new Pages(filled, filled);
        await pages.RunAsync("", search: false);
        await pages.RunAsync("", search: true);
        await wrk.RunAsync(collection, Requests.Of(filled.Application, null), 16, Time);
        await wrk.RunAsync(collection, Requests.Of(filled.Application, Application.Body), 16, Time);
        await StoreUse.CaughtUpAsync(filled.Server);
        var heap = (await Scrape.OfAsync(filled.Server)).Sum("dotnet_gc_last_collection_heap_size_bytes");
        return (filled.Server.Memory, heap / 1024 / 1024);
    }
}
