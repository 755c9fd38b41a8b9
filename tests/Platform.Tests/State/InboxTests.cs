using CommonGround.Platform.State;
using CommonGround.Platform.State.Receiving;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>Rule 19: each event once in effect, by a mark in the commit of its handler.</summary>
public sealed class InboxTests
{
    private const string Source = "urn:nld:oin:00000001823288444000:systeem:zaakregister";

    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;

    public InboxTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task An_event_that_comes_again_changes_nothing()
    {
        await using var host = await StartAsync();

        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("1")));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, Event("1")));

        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task One_event_at_two_replicas_at_once_is_handled_once()
    {
        await using var host = await StartAsync();
        await using var other = await StartAsync();

        var receptions = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TakeAsync(i % 2 == 0 ? host : other, Event("1"))));

        Assert.Single(receptions, Reception.Handled);
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task The_mark_is_in_the_commit_of_the_handler_and_lives_14_days()
    {
        await using var host = await StateHost.StartAsync(_store);
        var transactions = new List<IReadOnlyList<string>>();
        _store.OnTransact = operations =>
        {
            transactions.Add([.. operations.Select(o => o.Key)]);
            return Fault.None;
        };

        await TakeAsync(host, Event("1"));

        var commit = Assert.Single(transactions, keys => keys.Any(IsMark));
        Assert.Contains(commit, key => key.Contains("/aanvragen/", StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromDays(14), _store.TimeToLive(_store.Dump().Keys.Single(IsMark)));
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_no_mark()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Get<Inbox>().TakeAsync(Tenants.One, Event("1"), (_, _) => throw new InvalidOperationException(), Cancel));

        Assert.DoesNotContain(_store.Dump().Keys, IsMark);
        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("1")));
    }

    [Theory]
    [InlineData("zaken", Source, "2")]
    [InlineData("zaken", "urn:nld:oin:00000001823288444000:systeem:ander", "1")]
    [InlineData("personen", Source, "1")]
    public async Task Another_subscription_source_or_id_is_another_event(string subscription, string source, string id)
    {
        await using var host = await StartAsync();
        await TakeAsync(host, Event("1"));

        Assert.Equal(Reception.Handled, await TakeAsync(host, new Receipt(subscription, source, id)));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, new Receipt(subscription, source, id)));
    }

    [Fact]
    public async Task Another_tenant_has_its_own_marks()
    {
        await using var host = await StartAsync();
        await TakeAsync(host, Event("1"));

        Assert.Equal(Reception.Handled, await host.Get<Inbox>().TakeAsync(Tenants.Two, Event("1"), (_, _) => Task.CompletedTask, Cancel));
    }

    [Fact]
    public async Task An_event_that_was_sent_before_marks_began_to_live_is_not_handled()
    {
        await using var host = await StartAsync();
        var sent = _time.GetUtcNow();
        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("1") with { Sent = sent }));

        _time.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, Event("1") with { Sent = sent }));
        _time.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(Reception.OutOfTime, await TakeAsync(host, Event("1") with { Sent = sent }));
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task An_event_without_a_time_counts_as_new()
    {
        await using var host = await StartAsync();
        await TakeAsync(host, Event("1"));
        _time.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("1")));
    }

    [Fact]
    public async Task A_subscription_may_give_its_marks_a_longer_life()
    {
        await using var host = await StartAsync();
        var receipt = Event("1") with { MarkLife = TimeSpan.FromMinutes(30) };
        await TakeAsync(host, receipt);
        _time.Pass(TimeSpan.FromMinutes(29));

        Assert.Equal(Reception.Repeated, await TakeAsync(host, receipt));
        Assert.Equal(TimeSpan.FromMinutes(30), _store.TimeToLive(_store.Dump().Keys.Single(IsMark)));
    }

    [Fact]
    public async Task The_mark_of_an_event_from_a_clock_that_is_ahead_lives_longer_by_that()
    {
        await using var host = await StartAsync();
        var receipt = Event("1") with { Sent = _time.GetUtcNow() + TimeSpan.FromMinutes(8) };
        await TakeAsync(host, receipt);
        _time.Pass(TimeSpan.FromMinutes(17));

        Assert.Equal(Reception.Repeated, await TakeAsync(host, receipt));
        _time.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(Reception.OutOfTime, await TakeAsync(host, receipt));
    }

    [Fact]
    public async Task An_event_that_was_not_sent_yet_is_not_handled()
    {
        await using var host = await StartAsync();

        Assert.Equal(Reception.OutOfTime, await TakeAsync(host, Event("1") with { Sent = _time.GetUtcNow() + TimeSpan.FromDays(2) }));
    }

    [Fact]
    public async Task A_replay_skips_the_age_and_not_the_mark()
    {
        await using var host = await StartAsync();
        var old = Event("1") with { Sent = _time.GetUtcNow() - TimeSpan.FromDays(20) };
        Assert.Equal(Reception.OutOfTime, await TakeAsync(host, old));

        Assert.Equal(Reception.Handled, await TakeAsync(host, old with { IsReplay = true }));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, old with { IsReplay = true }));
    }

    [Fact]
    public async Task Only_a_newer_event_of_a_subject_is_handled_and_that_is_never_forgotten()
    {
        await using var host = await StartAsync();
        Receipt Version(int n) => Event($"{n}") with { Newest = ("zaken/1", n) };

        Assert.Equal(Reception.Handled, await TakeAsync(host, Version(2)));
        Assert.Equal(Reception.Older, await TakeAsync(host, Version(1)));
        Assert.Equal(Reception.Handled, await TakeAsync(host, Version(10)));
        _time.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(Reception.Older, await TakeAsync(host, Version(9)));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, Version(10)));
        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("9") with { Newest = ("zaken/2", 9) }));
        Assert.Null(_store.TimeToLive(_store.Dump().Keys.First(key => key.Contains("/_newest/", StringComparison.Ordinal))));
    }

    /// <summary>One commit may publish <c>gewijzigd</c> and <c>afgehandeld</c>, both with the version that it made.</summary>
    [Fact]
    public async Task Events_with_one_sequence_are_each_handled_once_and_that_is_never_forgotten()
    {
        await using var host = await StartAsync();
        Receipt Of(string id) => Event(id) with { Newest = ("zaken/1", 7), Sent = null };

        Assert.Equal(Reception.Handled, await TakeAsync(host, Of("gewijzigd")));
        Assert.Equal(Reception.Handled, await TakeAsync(host, Of("afgehandeld")));
        _time.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(Reception.Repeated, await TakeAsync(host, Of("gewijzigd")));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, Of("afgehandeld")));
        Assert.Equal(Reception.Older, await TakeAsync(host, Event("eerder") with { Newest = ("zaken/1", 6) }));
        Assert.Equal(2, (await host.ListAsync()).Count);
    }

    [Fact]
    public void What_is_kept_of_a_subject_does_not_grow_with_a_publisher_that_never_counts()
    {
        var newest = Enumerable.Range(0, 100).Aggregate((Newest?)null, (before, n) => Newest.After(before, 1, $"hash{n}"));

        Assert.Equal(16, newest!.Events.Count);
        Assert.Equal("hash99", newest.Events[^1]);
        Assert.Equal(newest.ToString(), Newest.Parse(newest.ToString()).ToString());
        Assert.Equal(["later"], Newest.After(newest, 2, "later").Events);
    }

    [Fact]
    public async Task Versions_of_one_subject_at_two_replicas_at_once_never_go_back()
    {
        await using var host = await StartAsync();
        await using var other = await StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => (n % 2 == 0 ? host : other).Get<Inbox>().TakeAsync(
            Tenants.One,
            Event($"{n}") with { Newest = ("zaken/1", n) },
            async (changes, token) =>
            {
                var id = KeyHash.Id("zaak");
                if (await changes.GetAsync(Request.All, id, token) is not { } read)
                {
                    changes.Create(Request.All, id, new Request($"{n}"));
                }
                else
                {
                    changes.Replace(Request.All, read, new Request($"{n}"));
                }
            },
            Cancel)));

        Assert.Equal("20", (await host.GetAsync(KeyHash.Id("zaak")))!.Data.Name);
    }

    [Fact]
    public async Task An_answer_that_was_lost_does_not_make_it_handled_twice()
    {
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("vooraf"));
        _store.FailNext(Fault.AnswerLost, operations => operations.Any(o => IsMark(o.Key)));

        Assert.Equal(Reception.Handled, await TakeAsync(host, Event("1")));
        Assert.Equal(Reception.Repeated, await TakeAsync(host, Event("1")));

        Assert.Equal(2, (await host.ListAsync()).Count);
    }

    // A short life: all that happens in 14 days would take the test long.
    private Task<StateHost> StartAsync() => StateHost.StartAsync(_store, null, ("MarkLife", "00:10:00"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool IsMark(string key) => key.Contains("/_received/", StringComparison.Ordinal);

    private static Receipt Event(string id) => new("zaken", Source, id);

    private static Task<Reception> TakeAsync(StateHost host, Receipt receipt) => host.Get<Inbox>().TakeAsync(
        Tenants.One,
        receipt,
        (changes, _) =>
        {
            changes.Create(Request.All, new Request(receipt.Id));
            return Task.CompletedTask;
        },
        Cancel);
}
