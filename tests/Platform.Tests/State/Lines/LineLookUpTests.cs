using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State.Lines;

public sealed class LineLookUpTests
{
    private readonly FaultyStore _store = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_lines_of_a_person_are_found_the_newest_first_whatever_of_them_the_index_has(int foldEvery)
    {
        await using var host = await StateHost.StartAsync(_store);
        for (var i = 0; i < 10; i++)
        {
            await host.CommitAsync(
                host.Line(null, Persons.Now), host.Line("anna", Persons.Now + (i * 1000)), host.Line("bram", Persons.Now), host.Line("anna", Persons.Now, Tenants.Two));
            if (foldEvery > 0 && i % foldEvery == 0)
            {
                await host.FoldAsync();
            }
        }

        var found = await host.FindAllAsync("anna", 3);

        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(i => $"anna@{Persons.Now + (i * 1000)}"), found.Select(_store.Text));
        Assert.Equal(10, (await host.FindAsync("anna", tenant: Tenants.Two)).Items.Count);
        Assert.Empty((await host.FindAsync("carla")).Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_that_come_while_someone_pages_change_no_later_page(bool fold)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        for (var i = 0; i < 12; i++)
        {
            await host.CommitAsync(host.Line("anna", Persons.Now - (i * 1000)));
        }

        var seen = new List<string>();
        Guid? after = null;
        do
        {
            var page = await host.FindAsync("anna", after, 1);
            seen.AddRange(page.Items.Select(_store.Text));
            after = page.Next;
            // As the paging itself does: each page leaves a line about her, in the same second at the earliest.
            await host.CommitAsync(host.Line("anna", Persons.Now));
            if (fold)
            {
                await host.FoldAsync();
            }

            Assert.True(seen.Count <= 12);
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"anna@{Persons.Now - (i * 1000)}"), seen);
    }

    [Fact]
    public async Task A_period_has_the_lines_that_began_in_it_and_its_first_and_last_second_count()
    {
        await using var host = await StateHost.StartAsync(_store);
        long[] moments =
        [
            Persons.Noon(2025, 12, 31), Persons.Noon(2026, 1, 1), Persons.Noon(2026, 1, 31), Persons.Noon(2026, 2, 1), Persons.Noon(2026, 11, 22),
        ];
        await host.CommitAsync([.. moments.Select(at => host.Line("anna", at + 999))]);

        foreach (var fold in (bool[])[false, true])
        {
            if (fold)
            {
                await host.FoldAsync();
            }

            for (var (first, last) = (0, 0); first < moments.Length; first++)
            {
                for (last = first; last < moments.Length; last++)
                {
                    var period = new LinePeriod(moments[first] / 1000, (moments[last] / 1000) + 1);
                    Assert.Equal(
                        moments[first..(last + 1)].Reverse().Select(at => $"anna@{at + 999}"),
                        (await host.FindAllAsync("anna", 2, period)).Select(_store.Text));
                    Assert.Equal(last - first, (await host.FindAllAsync("anna", 2, period with { Until = period.Until - 1 })).Count);
                    Assert.Equal(last - first, (await host.FindAllAsync("anna", 2, period with { From = period.From + 1 })).Count);
                }
            }
        }
    }

    [Fact]
    public async Task Lines_of_many_months_are_paged_as_one_list()
    {
        await using var host = await StateHost.StartAsync(_store);
        var moments = Enumerable.Range(0, 40).Select(i => Persons.Now - (i * 9 * 86_400_000L)).ToList();
        await host.CommitAsync([.. moments.Take(25).Select(at => host.Line("anna", at))]);
        await host.FoldAsync();
        await host.CommitAsync([.. moments.Skip(25).Select(at => host.Line("anna", at))]);

        Assert.Equal(moments.Select(at => $"anna@{at}"), (await host.FindAllAsync("anna", 3)).Select(_store.Text));
        Assert.True(_store.Pages().Count > 5);
    }

    [Fact]
    public async Task Lines_are_found_after_the_key_of_their_hashes_changed()
    {
        await using (var before = await StateHost.StartAsync(_store, new TestKeys(1)))
        {
            await before.CommitAsync(before.Line("anna", Persons.Now));
            await before.StopAsync();
        }

        await using var host = await StateHost.StartAsync(_store, new TestKeys(1, 2));
        await host.CommitAsync(host.Line("anna", Persons.Now + 1000));

        Assert.Equal([$"anna@{Persons.Now + 1000}", $"anna@{Persons.Now}"], (await host.FindAllAsync("anna")).Select(_store.Text));
        await host.FoldAsync();
        Assert.Equal([$"anna@{Persons.Now + 1000}", $"anna@{Persons.Now}"], (await host.FindAllAsync("anna", 1)).Select(_store.Text));
    }

    [Fact]
    public async Task Without_a_key_that_is_in_use_nothing_is_found_rather_than_not_all()
    {
        await using (var before = await StateHost.StartAsync(_store, new TestKeys(1)))
        {
            await before.CommitAsync(before.Line("anna", Persons.Now));
            await before.StopAsync();
        }

        await using var host = await StateHost.StartAsync(_store, new TestKeys(2));

        var refused = await Assert.ThrowsAsync<StateUnavailableException>(() => host.FindAsync("anna"));
        Assert.Contains("key number 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_index_takes_while_a_search_reads_is_found()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CommitAsync(host.Line("bram", Persons.Now));
        await host.FoldAsync();
        var log = Assert.Single(_store.Registered().Logs).Id;
        var reached = 0;
        // The search has read the entries, and not yet the pages.
        _store.AfterRead = async keys =>
        {
            if (keys.Contains(StateKeys.Entry(log, 1)) && Interlocked.Increment(ref reached) == 1)
            {
                await host.CommitAsync(host.Line("anna", Persons.Now));
                await host.FoldAsync();
            }
        };

        Assert.Single((await host.FindAsync("anna")).Items);
        Assert.True(reached > 0);
    }

    [Fact]
    public async Task A_search_takes_as_many_calls_among_thirty_thousand_lines_as_among_a_thousand()
    {
        await using var host = await StateHost.StartAsync(_store);
        await CommitManyAsync(host, 0, 1000);
        await host.FoldAsync();
        var (few, fewPaged) = await MeasureAsync(host);

        await CommitManyAsync(host, 1000, 30_000);
        await host.FoldAsync();

        Assert.Equal((few, fewPaged), await MeasureAsync(host));
        Assert.InRange(few, 1, 5);
        Assert.Equal(15_000, (await host.FindAllAsync("anna", 1000)).Count);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_to_be_unavailable()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CommitAsync(host.Line("anna", Persons.Now));
        _store.ReadFails = keys => keys.Any(key => key.Contains("/_lookup/", StringComparison.Ordinal));

        await Assert.ThrowsAsync<StateUnavailableException>(() => host.FindAsync("anna"));
    }

    // Half of them about one person, the others about as many others.
    private static Task CommitManyAsync(StateHost host, int from, int until) => host.CommitAsync(
        [.. Enumerable.Range(from, until - from).Select(i => host.Line(i % 2 == 0 ? "anna" : $"nummer {i}", Persons.Now - 900_000_000 + (i * 1000)))]);

    private async Task<(int First, int Middle)> MeasureAsync(StateHost host)
    {
        var all = await host.FindAllAsync("anna");
        var year = new LinePeriod((Persons.Now / 1000) - 30_000_000, Persons.Always.Until);
        _store.ResetCounts();
        Assert.Equal(20, (await host.FindAsync("anna", limit: 20, period: year)).Items.Count);
        var first = _store.Counts.Reads;
        _store.ResetCounts();
        Assert.Equal(20, (await host.FindAsync("anna", all[all.Count / 2].ToId(), 20, year)).Items.Count);
        return (first, _store.Counts.Reads);
    }
}
