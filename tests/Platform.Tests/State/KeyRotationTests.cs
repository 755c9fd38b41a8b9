using System.Text.Json;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Look-ups while the key of their hashes changes (commit-log 15).</summary>
public sealed class KeyRotationTests
{
    private readonly FaultyStore _store = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_search_finds_each_document_once_while_all_are_written_again_under_a_new_number(int foldEvery)
    {
        var ids = new List<Guid>();
        await using (var before = await StateHost.StartAsync(_store, new TestKeys(1)))
        {
            for (var i = 0; i < 12; i++)
            {
                ids.Add((await before.CreateAsync(new Request($"{i}", "bsn"))).Id);
            }

            await before.StopAsync();
        }

        await using var host = await StateHost.StartAsync(_store, new TestKeys(1, 2), ("PageIds", "4"));
        for (var i = 0; i < ids.Count; i++)
        {
            await host.ReplaceAsync(ids[i], read => read with { Name = "opnieuw" });
            if (foldEvery > 0 && i % foldEvery == 0)
            {
                await host.FoldAsync();
            }

            Assert.Equal(ids, (await host.SearchAsync("bsn", 3)).Select(d => d.Id));
        }

        await host.FoldAsync();
        Assert.Equal(ids, (await host.SearchAsync("bsn", 3)).Select(d => d.Id));
        var documents = _store.Dump().Where(i => i.Key.Contains("/aanvragen/0", StringComparison.Ordinal) && !i.Key.Contains("/_", StringComparison.Ordinal));
        Assert.All(documents, d => Assert.Contains("\"bsn\":\"2/", d.Value, StringComparison.Ordinal));
        var old = _store.Dump().Where(i => i.Key.Contains("/_lookup/aanvragen/bsn/1/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(old);
        Assert.All(old, page => Assert.Empty(IndexPage.Read(page.Value).Ids));
    }

    [Fact]
    public async Task A_document_is_written_under_a_number_only_when_the_registration_names_it()
    {
        int[] numbers = [1, 1];
        var checkedWrites = 0;
        _store.BeforeTransact = operations =>
        {
            if (operations.Any(o => o.Value?.Contains("\"bsn\":\"2/", StringComparison.Ordinal) == true))
            {
                Assert.Contains(2, JsonSerializer.Deserialize(_store.Dump()[StateKeys.Registration], StateJson.Platform.Registration)!.Numbers);
                checkedWrites++;
            }

            return Task.CompletedTask;
        };
        // A replica that runs while the secret gets a second key.
        await using var host = await StateHost.StartAsync(_store, new TestKeys(numbers));
        await host.CreateAsync(new Request("een", "bsn"));
        numbers[1] = 2;

        await host.CreateAsync(new Request("twee", "bsn"));

        Assert.Equal(1, checkedWrites);
        Assert.Equal(["een", "twee"], (await host.SearchAsync("bsn")).Select(d => d.Data.Name));
    }

    [Fact]
    public async Task A_search_while_a_number_is_first_used_finds_what_was_written_again_under_it()
    {
        await using var before = await StateHost.StartAsync(_store, new TestKeys(1));
        var made = await before.CreateAsync(new Request("een", "bsn"));
        await before.FoldAsync();
        await using var writer = await StateHost.StartAsync(_store, new TestKeys(1, 2));
        await using var searcher = await StateHost.StartAsync(_store, new TestKeys(1, 2));
        // The search has read the registration and the entries, and not yet the pages.
        var next = StateKeys.Entry(before.Get<CurrentLog>().Log!.Id, 1);
        var reached = 0;
        _store.AfterRead = async keys =>
        {
            if (keys.Contains(next) && Interlocked.Increment(ref reached) == 1)
            {
                await writer.ReplaceAsync(made.Id, read => read with { Name = "opnieuw" });
                await writer.FoldAsync();
            }
        };

        Assert.Equal("opnieuw", Assert.Single(await searcher.SearchAsync("bsn")).Data.Name);
        Assert.True(reached > 0);
    }
}
