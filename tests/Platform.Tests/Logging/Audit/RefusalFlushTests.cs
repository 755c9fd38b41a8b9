using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>What was counted becomes durable, one line per origin, also after the store was away and at the stop.</summary>
public sealed class RefusalFlushTests
{
    private static readonly DateTimeOffset s_at = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FaultyStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_count_is_one_line()
    {
        await using var host = await StartAsync();
        Refuse(host, "192.0.2.1", 25);
        Refuse(host, "192.0.2.2", 12);

        Assert.Null(await host.Get<RefusalFlush>().FlushAsync(Cancel));

        Assert.Equal(
            [
                (Oin.Organization, new AuditLine("requests", "unknown", "refused: 15 more", "192.0.2.1", "anonymous", s_at, AuditLine.NoTrace)),
                (Oin.Organization, new AuditLine("requests", "unknown", "refused: 2 more", "192.0.2.2", "anonymous", s_at, AuditLine.NoTrace)),
            ],
            await host.Get<IServiceProvider>().AuditLinesAsync());
    }

    [Fact]
    public async Task While_the_store_is_away_it_is_counted_on()
    {
        await using var host = await StartAsync(("AnswerTimeout", "00:00:00.2"));
        Refuse(host, "192.0.2.1", 25);
        _store.OnTransact = _ => Fault.NotLanded;
        _store.ReadFails = _ => true;
        Assert.NotNull(await host.Get<RefusalFlush>().FlushAsync(Cancel));

        _store.OnTransact = _ => Fault.None;
        _store.ReadFails = _ => false;
        string? reason;
        do
        {
            reason = await host.Get<RefusalFlush>().FlushAsync(Cancel);
        }
        while (reason is not null);

        var lines = await host.Get<IServiceProvider>().AuditLinesAsync();
        Assert.Contains(lines, line => line.Line.Result == "refused: 15 more");
    }

    [Fact]
    public async Task At_the_stop_nothing_is_left()
    {
        await using var host = await StartAsync();
        Refuse(host, "192.0.2.1", 11);

        await host.Get<RefusalFlush>().StopAsync(Cancel);

        Assert.Equal("refused: 1 more", Assert.Single(await host.Get<IServiceProvider>().AuditLinesAsync()).Line.Result);
    }

    private static void Refuse(StateHost host, string origin, int times)
    {
        for (var i = 0; i < times; i++)
        {
            host.Get<RefusalCounts>().TakesLine(new RefusalSource(Oin.Organization, origin, RequestActor.Anonymous), s_at, canWrite: true);
        }
    }

    // The loop is not started: a test says when.
    private Task<StateHost> StartAsync(params (string Name, string Value)[] settings) => StateHost.StartAsync(
        _store,
        services => services.AddSingleton(Options.Create(new AuditOptions())).AddSingleton<CommonGround.Platform.Logging.LineSeal>().AddSingleton<AuditLog>()
            .AddSingleton<RefusalCounts>().AddSingleton<RefusalFlush>(),
        null,
        settings);
}
