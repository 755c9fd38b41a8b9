using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>Lines go when their retention has ended, their references first; what stays still shows that nothing else is missing (commit-log 11, 14, 16).</summary>
public sealed class ExpiryTests
{
    private const string Log = "0123456789A";
    private const int Entries = 1100;

    private static readonly Oin[] Owners = [Tenants.One, Tenants.Two, Oin.Organization];
    private static readonly TimeSpan Soon = TimeSpan.FromDays(10);
    private static readonly TimeSpan Later = TimeSpan.FromDays(30);

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public ExpiryTests() => _store = new FaultyStore(_time);

    [Theory]
    [InlineData(LineKind.Processing, LineKind.Audit)]
    [InlineData(LineKind.Audit, LineKind.Processing)]
    internal async Task Lines_of_one_log_go_and_their_count_and_HMAC_stay(LineKind expires, LineKind stays)
    {
        await LeaveArchivedAsync();
        await using var host = await StartAsync(expires == LineKind.Processing ? (Soon, Later) : (Later, Soon));
        var before = _store.LinesOf(Tenants.One, Log, stays);
        var headers = Headers();
        Assert.Equal(Entries, _store.LinesOf(Tenants.One, Log, expires).Count);

        _time.Pass(Soon - TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        await ArchiveAsync(host);
        Assert.Equal(Entries, _store.LinesOf(Tenants.One, Log, expires).Count);

        _time.Pass(TimeSpan.FromMinutes(1));
        await ArchiveAsync(host);

        Assert.All(Owners, owner => Assert.Empty(_store.LinesOf(owner, Log, expires)));
        Assert.Equal(before, _store.LinesOf(Tenants.One, Log, stays));
        Assert.Equal(headers, Headers());
        Assert.Equal(Entries, _store.Drained(Log)!.Archive!.Find(Tenants.One.ToString())!.Processing);
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(_store, Log, owner)));
    }

    [Fact]
    public async Task When_both_have_expired_the_blocks_go_and_counts_and_the_closing_HMAC_stay()
    {
        await LeaveArchivedAsync();
        var archive = _store.Drained(Log)!.Archive!;
        await using var host = await StartAsync((Soon, Later));
        _time.Pass(Soon);
        await ArchiveAsync(host);
        Assert.NotEmpty(_store.BlocksOf(Tenants.One, Log));

        _time.Pass(Later);
        await ArchiveAsync(host);

        Assert.All(Owners, owner => Assert.Empty(_store.BlocksOf(owner, Log)));
        Assert.Equal(archive.Owners, _store.Drained(Log)!.Archive!.Owners);
        Assert.Equal(2, archive.Find(Tenants.One.ToString())!.Blocks);
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(_store, Log, owner)));
        Assert.Empty(await host.Get<DrainedLogs>().FindExpiringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_log_with_one_kind_of_lines_is_done_when_that_has_expired()
    {
        _store.WriteDrainedLog(Log, 3, number => [Line(Tenants.One, LineKind.Audit, number)]);
        await using var host = await StartAsync((Later, Soon));
        _time.Pass(Soon);

        await ArchiveAsync(host);

        Assert.Empty(_store.BlocksOf(Tenants.One, Log));
        Assert.Equal([LineKind.Audit], _store.Drained(Log)!.Archive!.Expired);
    }

    [Fact]
    public async Task References_go_before_the_lines_and_those_of_other_logs_stay()
    {
        const string other = "ZZZZZZZZZZZ";
        await LeaveArchivedAsync();
        await using var host = await StartAsync((Soon, Later));
        var touches = Enumerable.Range(0, Entries).Select(number => LineTouches.Of(Log, number, 0, Line(Tenants.One, LineKind.Processing, number))!.Value).ToList();
        var kept = LineTouches.Of(other, 7, 0, Line(Tenants.One, LineKind.Processing, 7))!.Value;
        await AddAsync(host, [.. touches, kept]);
        Assert.Equal(touches.Append(kept).Select(t => t.Id).Order(), References());
        _store.OnTransact = operations =>
        {
            // No line goes while a reference to it is there.
            if (operations.Where(o => o.Key.Split('/')[1] == "_log").ToList() is { Count: > 0 } blocks)
            {
                var lines = blocks.SelectMany(o => Block.Read(o.Key, _store.Dump()[o.Key]).LinesOf(LineKind.Processing).Select(l => LineReference.Of(Log, l.Number, l.Index, l.At).ToId()));
                Assert.Empty(References().Intersect(lines));
            }

            return Fault.None;
        };
        _time.Pass(Soon);

        await ArchiveAsync(host);

        Assert.Empty(_store.LinesOf(Tenants.One, Log, LineKind.Processing));
        Assert.Equal([kept.Id], References());
    }

    public static TheoryData<int, int> Interruptions { get; } =
    [
        .. from step in Enumerable.Range(0, 8)
           from fault in (Fault[])[Fault.AnswerLost, Fault.NotLanded, Fault.LandsLate]
           select new TheoryDataRow<int, int>(step, (int)fault),
    ];

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task Expiry_that_stops_anywhere_is_done_to_the_end_by_another(int step, int fault)
    {
        await LeaveArchivedAsync();
        var steps = 0;
        await using (var first = await StartAsync((Soon, Later)))
        {
            await AddAsync(first, [.. Enumerable.Range(0, 300).Select(number => LineTouches.Of(Log, number, 0, Line(Tenants.One, LineKind.Processing, number))!.Value)]);
            _time.Pass(Soon);
            _store.OnTransact = operations => operations.Any(o => o.Key == StateKeys.Drained(Log)) && steps++ == step ? (Fault)fault : Fault.None;
            await first.ArchiveAsync();
        }

        await using var second = await StartAsync((Soon, Later), new TestKeys(1, 2));
        await ArchiveAsync(second);
        _store.LandLate();
        await ArchiveAsync(second);

        Assert.True(steps > step);
        Assert.Empty(References());
        Assert.All(Owners, owner => Assert.Empty(_store.LinesOf(owner, Log, LineKind.Processing)));
        Assert.Equal(Entries, _store.LinesOf(Tenants.One, Log, LineKind.Audit).Count);
        await Assert.AllAsync(Owners, async owner => Assert.Null(await second.CheckAsync(_store, Log, owner)));
    }

    [Fact]
    public async Task Two_at_once_do_it_once()
    {
        await LeaveArchivedAsync();
        await using var one = await StartAsync((Soon, Soon));
        await using var two = await StartAsync((Soon, Soon));
        _time.Pass(Soon);

        for (var tries = 0; tries < 100 && _store.Drained(Log)!.Archive is not { Expired.Count: 2, Expiring: null }; tries++)
        {
            await Task.WhenAll(one.ArchiveAsync(), two.ArchiveAsync());
        }

        Assert.All(Owners, owner => Assert.Empty(_store.BlocksOf(owner, Log)));
    }

    [Theory]
    [InlineData("Processing", "0.23:59:59")]
    [InlineData("Audit", "36526.00:00:00")]
    public void A_period_out_of_range_is_refused(string setting, string value)
    {
        var period = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var options = new RetentionOptions();
        typeof(RetentionOptions).GetProperty(setting)!.SetValue(options, period);

        var error = Assert.Single(new RetentionOptionsValidator().Validate(null, options).Failures!);

        Assert.Equal(
            $"Retention:{setting} is {period}; it must lie between 1 and 36525 days, written 1827.00:00:00 for 1,827 days. "
            + $"Correct it in the settings or in the variable Retention__{setting}.",
            error);
        Assert.True(new RetentionOptionsValidator().Validate(null, new RetentionOptions()).Succeeded);
    }

    private Task<StateHost> StartAsync((TimeSpan Processing, TimeSpan Audit) retention, TestKeys? keys = null) => StateHost.StartAsync(
        _store, services => services.AddSingleton(new RetentionOptions { Processing = retention.Processing, Audit = retention.Audit }), keys);

    // A turn goes a bounded part of the way.
    private static async Task ArchiveAsync(StateHost host)
    {
        for (var turn = 0; turn < 5; turn++)
        {
            await host.ArchiveAsync();
        }
    }

    private async Task LeaveArchivedAsync()
    {
        _store.WriteDrainedLog(Log, Entries, number =>
        [
            Line(Tenants.One, LineKind.Processing, number), Line(Tenants.One, LineKind.Audit, number),
            .. number is 3 or 1050 ? [Line(Tenants.Two, LineKind.Audit, number), Line(Oin.Organization, LineKind.Audit, number)] : (EntryLine[])[],
        ]);
        _time.Pass(TimeSpan.FromDays(1));
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        Assert.True(_store.Drained(Log)!.IsArchived);
    }

    private static EntryLine Line(Oin owner, LineKind kind, long number) =>
        new(kind, owner.ToString(), number * 1000, $"1.{number}") { Subject = kind == LineKind.Processing ? $"1/{number % 7}" : null };

    private List<string> Headers() => [.. Owners.SelectMany(owner => _store.BlocksOf(owner, Log)).Select(key => Block.Read(key, _store.Dump()[key])).Select(b => $"{b.HeaderText} {b.Mac}")];

    private List<Guid> References() =>
        [.. _store.Dump().Where(i => i.Key.Contains("/_lookup/_log/", StringComparison.Ordinal)).SelectMany(i => IndexPage.Read(i.Value).Ids).Order()];

    // As the index does.
    private static async Task AddAsync(StateHost host, IReadOnlyList<Touch> touches)
    {
        var ordered = touches.OrderBy(t => t.Tree, StringComparer.Ordinal).ThenBy(t => t.Id).ToList();
        while (ordered.Count > 0)
        {
            var folded = await host.Get<IndexFold>().PrepareAsync([.. ordered.Take(IndexConsumer.MostTouches)], TestContext.Current.CancellationToken);
            Assert.True(await host.Get<SideTransactions>().TransactAsync([.. folded!.Operations], TestContext.Current.CancellationToken));
            ordered.RemoveRange(0, folded.Taken);
        }
    }
}
