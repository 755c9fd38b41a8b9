using System.Globalization;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>What a store has of logs, and logs to test with.</summary>
internal static class StoredLogs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A replica that commits one after the other and crashes.</summary>
    /// <returns>The id of its log.</returns>
    public static async Task<string> LeaveLogAsync(this FaultyStore store, int entries, params IConsumer[] consumers)
    {
        await using var crashed = await StateHost.StartAsync(store, consumers);
        var before = store.Registered().Logs.Select(l => l.Id).ToHashSet();
        for (var i = 0; i < entries; i++)
        {
            await crashed.CreateAsync(new Request($"{i}", "bsn"));
        }

        await crashed.KillAsync();
        return Assert.Single(store.Registered().Logs, l => !before.Contains(l.Id)).Id;
    }

    /// <summary>Ends a log and keeps it from being drained, as the watch of any host does with what has ended, until the test sets the store's faults anew.</summary>
    public static async Task EndOnlyAsync(this FaultyStore store, StateHost host, string log)
    {
        string[] draining = [StateKeys.Drained(log), StateKeys.Progress(log, IndexConsumer.Name)];
        store.OnTransact = operations => operations.Any(o => draining.Contains(o.Key)) ? Fault.NotLanded : Fault.None;
        await host.Get<Fence>().EndAsync(log, IndexConsumer.Name, Cancel);
    }

    /// <summary>Ends a log and drains it, as another replica does once its heartbeat is gone.</summary>
    public static async Task DrainAsync(this StateHost host, string log)
    {
        await host.Get<Fence>().EndAsync(log, IndexConsumer.Name, Cancel);
        await host.Get<Drainer>().DrainAsync(log, Cancel);
    }

    public static Registration Registered(this FaultyStore store) =>
        store.Dump().TryGetValue(StateKeys.Registration, out var json)
            ? JsonSerializer.Deserialize(json, StateJson.Platform.Registration)!
            : Registration.Empty;

    public static DrainedLog? Drained(this FaultyStore store, string log) =>
        store.Dump().TryGetValue(StateKeys.Drained(log), out var json) ? DrainedLog.Read(new StateItem(json, "")) : null;

    public static Progress ProgressOf(this FaultyStore store, string log, string consumer) =>
        JsonSerializer.Deserialize(store.Dump()[StateKeys.Progress(log, consumer)], StateJson.Platform.Progress)!;

    /// <summary>Every key of a log but its drained document, and its heartbeat, which expires by itself.</summary>
    public static IReadOnlyList<string> KeysOf(this FaultyStore store, string log) =>
        [.. store.Dump().Keys.Where(key => key.StartsWith($"_/{log}/", StringComparison.Ordinal) && key != StateKeys.Heartbeat(log)).Order(StringComparer.Ordinal)];

    /// <summary>The numbers that a test consumer wrote, in order.</summary>
    public static IReadOnlyList<long> NumbersSeen(this FaultyStore store, TestConsumer consumer, string log)
    {
        var prefix = $"_/seen/{consumer.Name}/{log}/";
        return [.. store.Dump().Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => long.Parse(key[prefix.Length..], CultureInfo.InvariantCulture)).Order()];
    }
}
