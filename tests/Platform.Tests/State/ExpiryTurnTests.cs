using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>Logs of which nothing can expire, however many, keep no other log from it (commit-log 11).</summary>
public sealed class ExpiryTurnTests
{
    private const string Good = "ZZZZZZZZZZZ";

    [Fact]
    public async Task Logs_that_were_altered_keep_no_other_waiting()
    {
        var time = new ShiftedTime();
        var store = new FaultyStore(time);
        List<string> failing = [.. Enumerable.Range(10, 33).Select(i => $"000000000{i}")];
        List<string> all = [.. failing, Good];
        all.ForEach(log => store.WriteDrainedLog(log, 2, number => [new EntryLine(LineKind.Processing, Tenants.One.ToString(), 0, $"1.{number}")]));
        store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{string.Join("\",\"", all)}}"]}""");
        time.Pass(TimeSpan.FromDays(1));
        await using var host = await StateHost.StartAsync(
            store, services => services.AddSingleton(new RetentionOptions { Processing = TimeSpan.FromDays(10) }));
        await host.ArchiveAsync();
        Assert.All(all, log => Assert.True(store.Drained(log)!.IsArchived));

        // Only now it knows when each of them is due.
        await host.ArchiveAsync();
        failing.ForEach(log => store.Write(StateKeys.Drained(log), store.Dump()[StateKeys.Drained(log)].Replace("\"other\"", "\"anders\"", StringComparison.Ordinal)));
        Assert.All(all, log => Assert.NotEmpty(store.BlocksOf(Tenants.One, log)));
        time.Pass(TimeSpan.FromDays(10));
        await host.ArchiveAsync();
        await host.ArchiveAsync();

        Assert.Empty(store.BlocksOf(Tenants.One, Good));
        Assert.All(failing, log => Assert.NotEmpty(store.BlocksOf(Tenants.One, log)));
    }
}
