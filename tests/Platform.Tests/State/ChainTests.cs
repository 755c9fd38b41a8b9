using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Every number of a log is chained to the one before it (commit-log 16).</summary>
public sealed class ChainTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task Entries_voids_and_the_end_of_a_roll_are_chained()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "4"));
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!.Id;
        _store.FailNext(Fault.NotLanded, operations => operations.Any(o => o.Key == StateKeys.Entry(log, 1)));
        await host.CreateAsync(new Request("twee"));
        await host.CreateAsync(new Request("drie"));
        await host.CreateAsync(new Request("in het volgende"));

        var next = host.Get<CurrentLog>().Log!.Id;
        Assert.NotEqual(log, next);
        Assert.Equal([EntryKind.Entry, EntryKind.Void, EntryKind.Entry, EntryKind.Entry, EntryKind.End], Stored(log).Select(s => Entry.Read(s).Kind));
        AssertChained(log);
        AssertChained(next);
    }

    [Fact]
    public async Task What_landed_although_its_answer_was_lost_is_chained()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!.Id;
        _store.FailNext(Fault.AnswerLost, operations => operations.Any(o => o.Key == StateKeys.Entry(log, 1)));
        await host.CreateAsync(new Request("twee"));
        await host.CreateAsync(new Request("drie"));

        Assert.Equal(3, Stored(log).Count);
        AssertChained(log);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_end_by_another_is_chained(int entries)
    {
        var log = "";
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("registreert"));
            log = crashed.Get<CurrentLog>().Log!.Id;
            for (var i = 1; i < entries; i++)
            {
                await crashed.CreateAsync(new Request($"{i}"));
            }

            await crashed.KillAsync();
        }

        if (entries == 0)
        {
            // Its first commit never reached the store.
            _store.Remove(StateKeys.Entry(log, 0));
        }

        await using var host = await StateHost.StartAsync(_store);
        await host.Get<Fence>().EndAsync(log, "index", TestContext.Current.CancellationToken);

        Assert.Equal(EntryKind.End, Entry.Read(Stored(log)[entries]).Kind);
        AssertChained(log);
    }

    [Fact]
    public async Task An_end_behind_a_gap_is_chained_to_the_last_number_and_names_what_was_lost()
    {
        var log = await _store.LeaveLogAsync(6);
        _store.Remove(StateKeys.Entry(log, 3));
        await using var host = await StateHost.StartAsync(_store);
        await host.Get<Fence>().EndAsync(log, "index", TestContext.Current.CancellationToken);

        var (stored, last) = (_store.Dump()[StateKeys.Entry(log, 6)], _store.Dump()[StateKeys.Entry(log, 5)]);
        Assert.Equal([3], Entry.Read(stored).Lost!);
        Assert.True(Chain().Holds(stored, log, 6, Entry.Read(last).Mac!));
        Assert.False(Chain().Holds(stored.Replace("\"lost\":[3]", "\"lost\":[2,3]", StringComparison.Ordinal), log, 6, Entry.Read(last).Mac!));
    }

    [Fact]
    public async Task A_log_goes_on_under_a_new_key()
    {
        int[] numbers = [1, 1];
        await using var host = await StateHost.StartAsync(_store, new TestKeys(numbers));
        await host.CreateAsync(new Request("een"));
        await host.CreateAsync(new Request("twee"));
        numbers[1] = 2;
        await host.CreateAsync(new Request("drie"));
        var log = host.Get<CurrentLog>().Log!.Id;

        Assert.Equal(["1", "1", "2"], Stored(log).Select(s => Entry.Read(s).Mac!.Split('.')[0]));
        AssertChained(log, 1, 2);
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => new LogChain(Ring(1)).Holds("{}\n2.abc", log, 2, ""));
    }

    [Fact]
    public void Any_other_text_place_key_or_number_before_does_not_hold()
    {
        var chain = new LogChain(Ring(1, 2));
        var (entry, stored) = chain.Close(new Entry(1, EntryKind.Entry, "é replica"), "log", 7, "1.before");

        Assert.True(chain.Holds(stored, "log", 7, "1.before"));
        Assert.Equal(entry.Mac, Entry.Read(stored).Mac);
        Assert.False(chain.Holds(stored.Replace("replica", "replicb", StringComparison.Ordinal), "log", 7, "1.before"));
        Assert.False(chain.Holds(stored.Replace("}", "} ", StringComparison.Ordinal), "log", 7, "1.before"));
        Assert.False(chain.Holds(stored, "loh", 7, "1.before"));
        Assert.False(chain.Holds(stored, "log", 8, "1.before"));
        Assert.False(chain.Holds(stored, "log", 7, "1.another"));
        Assert.False(chain.Holds(stored, "log", 7, LogChain.Nothing));
        Assert.False(chain.Holds(stored.Replace("\n2.", "\n1.", StringComparison.Ordinal), "log", 7, "1.before"));
        Assert.False(chain.Holds(stored.Replace("\n2.", "\n02.", StringComparison.Ordinal), "log", 7, "1.before"));
        Assert.False(chain.Holds(entry.Text(), "log", 7, "1.before"));
        Assert.False(chain.Holds($"{entry.Text()}\n", "log", 7, "1.before"));
        Assert.False(chain.Holds($"{entry.Text()}\n.", "log", 7, "1.before"));
        Assert.False(chain.Holds("", "log", 7, "1.before"));
    }

    // As rule 16 says it, without the product's own code for it.
    private void AssertChained(string log, params int[] keys)
    {
        var ring = new TestKeys(keys);
        var before = "";
        foreach (var (number, stored) in Stored(log).Index())
        {
            var (text, mac) = (stored[..stored.LastIndexOf('\n')], stored[(stored.LastIndexOf('\n') + 1)..]);
            var key = int.Parse(mac.Split('.')[0], CultureInfo.InvariantCulture);
            Assert.Equal($"{key}.{ring.Hash(Oin.Organization, key, "chain/log", $"{log}/{number}\n{before}\n{text}")}", mac);
            before = mac;
        }
    }

    private List<string> Stored(string log)
    {
        var store = _store.Dump();
        return [.. Enumerable.Range(0, 100).Select(number => store.GetValueOrDefault(StateKeys.Entry(log, number))).TakeWhile(s => s is not null).Select(s => s!)];
    }

    private static LogChain Chain() => new(new TestKeys());

    private static KeyRing Ring(params int[] numbers) =>
        new(numbers.ToDictionary(n => $"{n}", n => Convert.ToBase64String(Enumerable.Repeat((byte)n, 32).ToArray())));
}
