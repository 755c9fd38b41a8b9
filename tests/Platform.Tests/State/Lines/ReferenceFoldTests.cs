using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State.Lines;

/// <summary>References to lines in the pages of the index: added once, and taken out again (commit-log 14).</summary>
public sealed class ReferenceFoldTests
{
    private readonly FaultyStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_that_are_folded_again_add_their_references_once()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        await host.CommitAsync([.. Enumerable.Range(0, 50).Select(i => host.Line("anna", Persons.Now - (i * 1000)))]);
        var log = Assert.Single(_store.Registered().Logs).Id;
        await host.FoldAsync();
        var before = await host.FindAllAsync("anna", 7);

        _store.Write(StateKeys.Progress(log, "index"), Progress.Start.Write());
        await using var again = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        await again.DrainAsync(log);

        Assert.Equal(50, before.Count);
        Assert.Equal(before, await again.FindAllAsync("anna", 7));
        Assert.Equal(50, _store.Pages().Values.Sum(page => page.Ids.Count));
    }

    [Fact]
    public async Task Thousands_of_references_are_taken_to_the_end_by_another_after_a_crash_in_the_middle()
    {
        string log;
        await using (var host = await StateHost.StartAsync(_store))
        {
            await host.CommitAsync([.. Enumerable.Range(0, 3000).Select(i => host.Line($"nummer {i % 1500}", Persons.Now - i))]);
            log = Assert.Single(_store.Registered().Logs).Id;
            var transactions = 0;
            _store.OnTransact = operations =>
            {
                Assert.True(operations.Sum(SentSize.Of) <= new StateOptions().GroupBytes);
                if (operations.Any(o => o.Key == StateKeys.Progress(log, "index")) && ++transactions == 6)
                {
                    host.Cut();
                }

                return Fault.None;
            };
            await Assert.ThrowsAsync<StateStoreException>(() => host.DrainAsync(log));
        }

        Assert.True(_store.ProgressOf(log, "index") is { Done: > 0 });
        _store.OnTransact = _ => Fault.None;
        await using var another = await StateHost.StartAsync(_store);
        Assert.Equal(2, (await another.FindAsync("nummer 7")).Items.Count);

        await another.DrainAsync(log);

        Assert.NotNull(_store.Drained(log));
        for (var i = 0; i < 1500; i += 100)
        {
            Assert.Equal([$"nummer {i}@{Persons.Now - i}", $"nummer {i}@{Persons.Now - i - 1500}"], (await another.FindAllAsync($"nummer {i}")).Select(_store.Text));
        }

        Assert.Equal(3000, _store.Pages().Values.Sum(page => page.Ids.Count));
    }

    [Fact]
    public async Task Lines_about_nobody_write_no_page_and_those_of_one_person_share_one()
    {
        await using var host = await StateHost.StartAsync(_store);
        for (var i = 0; i < 20; i++)
        {
            await host.CommitAsync(host.Line(null, Persons.Now), host.Line("anna", Persons.Now + i));
        }

        _store.ResetCounts();
        await host.FoldAsync();

        // The page and the progress.
        Assert.Equal((1, 2), (_store.Counts.Transactions, _store.Counts.KeysWritten));
        Assert.Equal(20, Assert.Single(_store.Pages()).Value.Ids.Count);
    }

    [Fact]
    public async Task The_longest_key_of_a_reference_tree_fits_in_every_store()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CommitAsync(host.Line("anna", Persons.Now));
        await host.FoldAsync();

        var (key, _) = Assert.Single(_store.Pages());
        Assert.StartsWith($"{Tenants.One}/_lookup/_log/2026-11/1/", key, StringComparison.Ordinal);
        Assert.InRange(key.Length + 32, 0, 200);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(4)]
    public async Task What_has_expired_is_taken_out_and_the_rest_stays(int pageIds)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", $"{pageIds}"));
        var lines = Enumerable.Range(0, 300).Select(i => host.Line(i % 3 == 0 ? "anna" : "bram", Persons.Now - (i * 1000))).ToList();
        await host.CommitAsync(lines);
        await host.FoldAsync();
        var touches = Touches(lines);

        // The older half.
        await RemoveAsync(host, [.. touches.Skip(150)]);

        Assert.Equal(50, (await host.FindAllAsync("anna", 7)).Count);
        Assert.Equal(100, (await host.FindAllAsync("bram", 7)).Count);
        Assert.All(await host.FindAllAsync("anna"), reference => Assert.True(reference.Second > (Persons.Now / 1000) - 150));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(4)]
    public async Task A_tree_of_which_everything_has_expired_goes_as_a_whole(int pageIds)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", $"{pageIds}"));
        var lines = Enumerable.Range(0, 100).Select(i => host.Line("anna", Persons.Now - (i * 1000))).ToList();
        await host.CommitAsync([.. lines, host.Line("bram", Persons.Now)]);
        await host.FoldAsync();
        Assert.Equal(100, (await host.FindAllAsync("anna")).Count);

        await RemoveAsync(host, [.. Touches(lines)]);

        Assert.Empty((await host.FindAsync("anna")).Items);
        Assert.Single((await host.FindAsync("bram")).Items);
        Assert.Single(Assert.Single(_store.Pages()).Value.Ids);
    }

    [Fact]
    public async Task A_removal_that_is_done_again_writes_nothing_and_changes_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);
        var lines = Enumerable.Range(0, 5).Select(i => host.Line("anna", Persons.Now - (i * 1000))).ToList();
        await host.CommitAsync(lines);
        await host.FoldAsync();
        var touches = Touches(lines);
        await RemoveAsync(host, touches);

        var again = await host.Get<IndexFold>().RemoveAsync(touches, Cancel);

        Assert.Equal(5, again!.Taken);
        Assert.Empty(again.Operations);
    }

    [Fact]
    public async Task A_tree_that_went_comes_back_with_the_next_line_of_its_month()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        var lines = Enumerable.Range(0, 20).Select(i => host.Line("anna", Persons.Now - (i * 1000))).ToList();
        await host.CommitAsync(lines);
        await host.FoldAsync();
        await RemoveAsync(host, Touches(lines));

        await host.CommitAsync(host.Line("anna", Persons.Now));
        await host.FoldAsync();

        Assert.Single((await host.FindAsync("anna")).Items);
    }

    private List<Touch> Touches(List<EntryLine> lines)
    {
        var log = Assert.Single(_store.Registered().Logs).Id;
        var entries = _store.Dump().Where(item => item.Key.StartsWith($"_/{log}/", StringComparison.Ordinal) && long.TryParse(item.Key.Split('/')[2], out _))
            .SelectMany(item => LineTouches.Of(log, long.Parse(item.Key.Split('/')[2], null), Entry.Read(item.Value).Lines)).ToDictionary(touch => touch.Id);
        var asked = lines.Select(line => line.At / 1000).ToHashSet();
        return [.. entries.Values.Where(touch => asked.Contains(LineReference.Read(touch.Id).Second) && lines.Exists(line => touch.Tree.EndsWith(line.Subject!, StringComparison.Ordinal)))
            .OrderBy(touch => touch.Id)];
    }

    // As the archiver does: so many at a time, until none is left.
    private static async Task RemoveAsync(StateHost host, List<Touch> touches)
    {
        for (var (taken, tries) = (0, 0); taken < touches.Count; tries++)
        {
            Assert.True(tries < 1000);
            if (await host.Get<IndexFold>().RemoveAsync([.. touches.Skip(taken).Take(IndexConsumer.MostTouches)], Cancel) is { } removed)
            {
                Assert.True(await host.Get<SideTransactions>().TransactAsync(removed.Operations, Cancel));
                taken += removed.Taken;
            }
        }
    }
}
