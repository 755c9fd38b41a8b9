using System.Globalization;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.State;

/// <summary>What the store is asked for, counted: the costs that commit-log.md names.</summary>
public sealed class CostTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task At_64_clients_a_create_writes_about_one_key_and_a_fifth()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("eerst"));
        _store.ResetCounts();
        // A store takes its time, in which requests gather.
        _store.BeforeTransact = _ => Task.Delay(2);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            for (var i = 0; i < 64; i++)
            {
                await host.CreateAsync(new Request($"{client}"));
            }
        }));
        await host.StopAsync();

        Assert.InRange(_store.Counts.KeysWritten / 4096.0, 1.0, 1.2);
    }

    [Fact]
    public async Task At_64_clients_of_355_tenants_a_create_writes_at_most_one_key_and_a_half()
    {
        var tenants = Enumerable.Range(0, 355).Select(i => Oin.Parse(string.Create(CultureInfo.InvariantCulture, $"00000099{i:000000000000}"))).ToList();
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("eerst"));
        _store.ResetCounts();
        _store.BeforeTransact = _ => Task.Delay(2);
        var next = 0;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            for (var i = 0; i < 128; i++)
            {
                await host.CreateAsync(new Request($"{client}"), tenants[Interlocked.Increment(ref next) % tenants.Count]);
            }
        }));
        await host.FoldAsync();

        Assert.InRange(_store.Counts.KeysWritten / 8192.0, 1.0, 1.5);
        Assert.Equal(23, (await host.ListAsync(100, tenants[0])).Count);
    }

    [Fact]
    public async Task At_one_client_a_create_writes_about_two_keys_and_a_fifth()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("eerst"));
        _store.ResetCounts();

        for (var i = 0; i < 1024; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await host.StopAsync();

        Assert.InRange(_store.Counts.KeysWritten / 1024.0, 2.0, 2.2);
    }

    [Fact]
    public async Task A_list_page_at_100_000_resources_costs_what_it_costs_at_1_000()
    {
        await using var host = await StateHost.StartAsync(_store);
        await CreateAsync(host, 1_000);
        var (calls, bytes) = await MeasureAsync(host);
        await CreateAsync(host, 99_000);
        Assert.Equal(3, _store.Dump().Where(i => i.Key.Contains("/_index/", StringComparison.Ordinal)).Select(i => i.Value[..10]).Distinct().Count());

        var (callsLater, bytesLater) = await MeasureAsync(host);

        Assert.Equal(5, calls);
        Assert.Equal(calls, callsLater);
        Assert.InRange(bytesLater, 0, 1.2 * bytes);
    }

    // The median of pages from one end to the other, with the inner pages in memory: now and then a page lies across two leaves.
    private async Task<(int Calls, long Bytes)> MeasureAsync(StateHost host)
    {
        var all = await host.ListAsync(1000);
        var measured = new List<(int Calls, long Bytes)>();
        for (var i = 0; i < 11; i++)
        {
            _store.ResetCounts();
            var after = all[i * (all.Count - 21) / 11].Id;
            var page = await host.Documents.ListAsync(Request.All, Tenants.One, after, 20, TestContext.Current.CancellationToken);
            Assert.Equal(20, page.Items.Count);
            measured.Add((_store.Counts.Reads, _store.Counts.BytesRead));
        }

        return (measured.Select(m => m.Calls).Order().ElementAt(5), measured.Select(m => m.Bytes).Order().ElementAt(5));
    }

    private static async Task CreateAsync(StateHost host, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async client =>
        {
            for (var i = 0; i < count / 50; i++)
            {
                await host.CreateAsync(new Request($"{client}"));
            }
        }));
        await host.FoldAsync();
    }
}
