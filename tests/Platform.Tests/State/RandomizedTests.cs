using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

/// <summary>
/// Many changes at once against a store that loses answers and lets transactions land late, with crashes in between. Afterwards:
/// acknowledged is there, refused is not, nothing is there twice, and lists and searches agree with the documents.
/// </summary>
public sealed class RandomizedTests
{
    private readonly FaultyStore _store = new();
    private readonly ConcurrentDictionary<Guid, string> _certain = new();
    private readonly ConcurrentDictionary<Guid, bool> _unsure = new();
    private readonly ConcurrentDictionary<string, Outcome> _creates = new();
    private int _done;

    private enum Outcome
    {
        Done,
        NotDone,
        Unknown,
    }

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_was_told_to_callers_is_what_is_there(int seed)
    {
        var random = new Random(seed);
        var faults = new Random(seed + 1000);
        var pages = random.Next(2) == 0 ? "4" : "16";
        (string, string)[] settings =
        [
            ("PageIds", pages), ("FoldQuiet", "00:00:00.01"), ("FoldEntries", "5"), ("StoreTimeout", "00:00:00.2"), ("AnswerTimeout", "00:00:00.5"),
        ];
        for (var life = 0; life < 4; life++)
        {
            _store.OnTransact = _ => Draw(faults);
            _store.ReadFails = _ => Chance(faults, 0.03);
            await using var host = await StateHost.StartAsync(_store, null, settings);
            var clients = Enumerable.Range(0, 12).Select(client => RunAsync(host, new Random((seed * 1000) + (life * 100) + client), $"{life}.{client}")).ToList();
            var takeOver = TryAsync(async () =>
            {
                await host.TakeOverAsync();
                return true;
            });
            var until = Volatile.Read(ref _done) + random.Next(20, 200);
            await Eventually.TrueAsync(() => Volatile.Read(ref _done) >= until || clients.TrueForAll(c => c.IsCompleted));
            await host.KillAsync();
            await Task.WhenAll([takeOver, .. clients]);
            _store.OnTransact = _ => Fault.None;
            _store.LandLate();
        }

        _store.ReadFails = _ => false;
        await using var last = await StateHost.StartAsync(_store, null, ("PageIds", pages));
        await CheckAsync(last, seed);
        await last.TakeOverAsync();
        Assert.EndsWith("\"logs\":[]}", _store.Dump()[StateKeys.Registration], StringComparison.Ordinal);
        await CheckAsync(last, seed);
    }

    private async Task RunAsync(StateHost host, Random random, string client)
    {
        var mine = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            var mark = $"{random.Next(5)}";
            if (mine.Count == 0 || random.Next(3) > 0)
            {
                var name = $"{client}.{i}";
                _creates[name] = Outcome.Unknown;
                var (outcome, made) = await TryAsync(() => host.CreateAsync(new Request(name, mark)));
                _creates[name] = outcome;
                if (outcome == Outcome.Done)
                {
                    mine.Add(made!.Id);
                    _certain[made.Id] = mark;
                }
            }
            else
            {
                await ChangeAsync(host, mine[random.Next(mine.Count)], random.Next(3) == 0 ? null : mark);
            }
        }
    }

    // Each client changes only its own documents, so that what it was told last is what must be there.
    private async Task ChangeAsync(StateHost host, Guid id, string? mark)
    {
        var (outcome, done) = mark is null
            ? await TryAsync(() => host.DeleteAsync(id))
            : await TryAsync(async () => await host.ReplaceAsync(id, read => read with { Bsn = mark }) is not null);
        if (outcome == Outcome.Unknown)
        {
            _unsure[id] = true;
        }
        else if (outcome == Outcome.Done && !_unsure.ContainsKey(id))
        {
            Assert.Equal(_certain[id] != "deleted", done);
            _certain[id] = _certain[id] == "deleted" ? "deleted" : mark ?? "deleted";
        }
    }

    private async Task CheckAsync(StateHost host, int seed)
    {
        var list = await host.ListAsync(7);
        var stored = _store.Dump().Keys.Where(k => k.Contains("/aanvragen/", StringComparison.Ordinal) && !k.Contains("/_", StringComparison.Ordinal)).Order();
        var found = new List<Guid>();
        for (var mark = 0; mark < 5; mark++)
        {
            var page = await host.SearchAsync($"{mark}", 7);
            Assert.All(page, d => Assert.Equal($"{mark}", d.Data.Bsn));
            found.AddRange(page.Select(d => d.Id));
        }

        var there = list.ToDictionary(d => d.Id, d => d.Data.Bsn);
        Assert.True(stored.SequenceEqual(list.Select(d => StateKeys.Document(Tenants.One, "aanvragen", d.Id))), $"seed {seed}: the list is not what is stored");
        Assert.True(found.Order().SequenceEqual(there.Keys.Order()), $"seed {seed}: the searches are not what is stored");
        foreach (var (id, mark) in _certain.Where(c => !_unsure.ContainsKey(c.Key)))
        {
            Assert.True(there.GetValueOrDefault(id, "deleted") == mark, $"seed {seed}: {id} was told to be {mark}");
        }

        var made = list.Select(d => d.Data.Name).ToList();
        Assert.True(made.Count == made.Distinct().Count(), $"seed {seed}: something is there twice");
        Assert.True(made.TrueForAll(name => _creates[name] != Outcome.NotDone), $"seed {seed}: something refused is there");
        Assert.True(_done >= 80, $"seed {seed}: only {_done} changes were done, so little was tried");
    }

    private async Task<(Outcome Outcome, T? Result)> TryAsync<T>(Func<Task<T>> change)
    {
        try
        {
            var result = await change();
            Interlocked.Increment(ref _done);
            return (Outcome.Done, result);
        }
        catch (Exception e) when (e is StateUnavailableException or StateBusyException or StateStoreException)
        {
            return (Outcome.NotDone, default);
        }
        catch (OutcomeUnknownException)
        {
            return (Outcome.Unknown, default);
        }
    }

    private static Fault Draw(Random faults)
    {
        lock (faults)
        {
            return faults.NextDouble() switch
            {
                < 0.06 => Fault.AnswerLost,
                < 0.12 => Fault.NotLanded,
                < 0.16 => Fault.LandsLate,
                < 0.17 => Fault.Silent,
                _ => Fault.None,
            };
        }
    }

    private static bool Chance(Random faults, double part)
    {
        lock (faults)
        {
            return faults.NextDouble() < part;
        }
    }
}
