using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Drained logs with lines, written as replicas leave them, and what the store has of their lines.</summary>
internal static class StoredLines
{
    /// <summary>Whether an entry with lines of an owner is written: entries that the platform commits by itself, whenever it does, have none.</summary>
    public static bool HaveLinesOf(this IEnumerable<StateOperation> operations, Oin owner) => operations.Any(operation =>
        operation.Value is { } value && operation.Key.StartsWith("_/", StringComparison.Ordinal) && long.TryParse(operation.Key.Split('/')[^1], out _)
        && Entry.Read(value).Lines.Any(line => line.Owner == owner.ToString()));

    /// <summary>A log that every consumer has taken.</summary>
    /// <param name="store">The store.</param>
    /// <param name="log">Its id.</param>
    /// <param name="entries">How many numbers it has before its end.</param>
    /// <param name="lines">The lines of a number.</param>
    /// <param name="lost">The numbers that the store lost.</param>
    public static void WriteDrainedLog(this FaultyStore store, string log, int entries, Func<long, IReadOnlyList<EntryLine>> lines, params long[] lost)
    {
        var chain = new LogChain(new TestKeys());
        var before = LogChain.Nothing;
        for (var number = 0; number < entries; number++)
        {
            Put(new Entry(1, EntryKind.Entry, "other") { Requests = [$"{number}"], Lines = lines(number) }, number);
        }

        long[]? gone = lost.Length == 0 ? null : lost;
        Put(new Entry(1, EntryKind.End, "other") { Lost = gone }, entries);
        Array.ForEach(lost, number => store.Remove(StateKeys.Entry(log, number)));
        store.Write(StateKeys.Progress(log, "index"), new Progress(entries, 0).Write());
        var registered = new RegisteredLog(log, "other", 1, ["index"]) { End = entries, EndedAt = store.Time.GetUtcNow(), Lost = gone };
        store.WriteDrained(new DrainedLog(registered, ["index"]));
        store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{log}}"]}""");

        void Put(Entry entry, long number)
        {
            (entry, var stored) = chain.Close(entry, log, number, before);
            store.Write(StateKeys.Entry(log, number), stored);
            before = entry.Mac!;
        }
    }

    public static void WriteDrained(this FaultyStore store, DrainedLog log) =>
        store.Write(StateKeys.Drained(log.Log.Id), new DrainedSeal(new TestKeys()).ToCreation(log).Value!);

    /// <summary>The keys of an owner's blocks of a log.</summary>
    public static IReadOnlyList<string> BlocksOf(this FaultyStore store, Oin owner, string log) =>
        [.. store.Dump().Keys.Where(key => key.StartsWith($"{owner}/_log/{log}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What the blocks of an owner have.</summary>
    public static IReadOnlyList<BlockLine> LinesOf(this FaultyStore store, Oin owner, string log, LineKind kind) =>
        [.. store.BlocksOf(owner, log).SelectMany(key => Block.Read(key, store.Dump()[key]).LinesOf(kind)).OrderBy(l => l.Number).ThenBy(l => l.Index)];

    /// <summary>What the entries of a log have for an owner.</summary>
    public static IReadOnlyList<BlockLine> LinesInEntries(this FaultyStore store, Oin owner, string log, LineKind kind)
    {
        var dump = store.Dump();
        return [.. from number in Enumerable.Range(0, 10_000)
                   where dump.ContainsKey(StateKeys.Entry(log, number))
                   from line in Entry.Read(dump[StateKeys.Entry(log, number)]).Lines.Select((line, index) => (line, index))
                   where line.line.Owner == owner.ToString() && line.line.Kind == kind
                   select BlockLine.From(number, line.index, line.line)];
    }

    /// <summary>Archives as far as one turn goes.</summary>
    public static Task ArchiveAsync(this StateHost host) => host.Get<Archiver>().ArchiveAsync(TestContext.Current.CancellationToken);

    /// <summary>What is wrong with the blocks of an owner, and that the drained document is what was written there.</summary>
    public static Task<BlockFinding?> CheckAsync(this StateHost host, FaultyStore store, string log, Oin owner)
    {
        Assert.True(host.Get<DrainedSeal>().Holds(log, new Platform.BuildingBlocks.StateItem(store.Dump()[StateKeys.Drained(log)], "")));
        return host.Get<BlockChain>().CheckAsync(store.Drained(log)!, owner, TestContext.Current.CancellationToken);
    }
}
