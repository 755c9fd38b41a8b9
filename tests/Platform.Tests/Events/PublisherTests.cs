using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Events;

/// <summary>Rule 13 of the commit log: at least once, in order per subject, and neither a destination that is down nor an event that nobody takes stops others.</summary>
public sealed class PublisherTests
{
    private readonly FaultyStore _store = new();
    private readonly TestBroker _broker = new();
    private readonly TestDeadLetters _letters = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ended logs are looked for with every heartbeat.</summary>
    private static (string Name, string Value)[] LooksOften => [("HeartbeatInterval", "00:00:00.2")];

    private string Log => Assert.Single(_store.Registered().Logs).Id;

    [Fact]
    public async Task Events_of_one_subject_go_one_after_the_other()
    {
        await using var host = await StartAsync();
        var made = await host.CreateAsync(new Request("0"));
        _broker.Fails = _ => true;
        for (var i = 1; i <= 10; i++)
        {
            await host.ReplaceAsync(made.Id, new Request($"{i}"));
        }

        _broker.Fails = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count >= 11);

        Assert.Equal(Enumerable.Range(1, 11), _broker.Taken.Select(e => e.Sequence));
        Assert.All(_broker.Calls, call => Assert.Single(call));
    }

    [Fact]
    public async Task Events_of_many_subjects_share_a_call_of_at_most_a_hundred()
    {
        _broker.Fails = _ => true;
        await using var host = await StartAsync();
        await CreateAsync(host, 250);
        var calls = _broker.Calls.Count;

        _broker.Fails = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 250);

        Assert.Equal(250, _broker.Taken.Select(e => e["id"]).Distinct().Count());
        Assert.InRange(_broker.Calls.Max(call => call.Count), 32, 100);
        Assert.InRange(_broker.Calls.Skip(calls).Count(call => call.Count < 32), 0, 20);
    }

    [Fact]
    public async Task Only_what_was_not_taken_goes_again()
    {
        var refusals = 0;
        _broker.Refuses = e => (string?)e.Data["name"] == "3" && ++refusals <= 2;
        await using var host = await StartAsync();

        await CreateInOneCommitAsync(host, 10);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 10);
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "events") == new Progress(1, 0));
        Assert.Equal("0 1 2 4 5 6 7 8 9 3", string.Join(' ', _broker.Taken.Select(e => (string?)e.Data["name"])));
        Assert.Equal([10, 1, 1], _broker.Calls.Select(call => call.Count));
        Assert.Empty(_letters.Letters);
    }

    [Fact]
    public async Task Progress_stands_within_an_entry_at_the_first_event_that_was_not_taken()
    {
        _broker.Refuses = e => (string?)e.Data["name"] == "3";
        await using (var host = await StartAsync())
        {
            await CreateInOneCommitAsync(host, 10);
            await Eventually.TrueAsync(() => _store.ProgressOf(Log, "events") == new Progress(0, 3));
        }

        _broker.Refuses = _ => false;
        await using var next = await StartAsync(LooksOften);
        await next.DrainAsync(Log);

        // What came after it is published again by a process that knows nothing of the first.
        await Eventually.TrueAsync(() => _broker.Taken.Count == 9 + 7);
        Assert.Equal("0 1 2 4 5 6 7 8 9 3 4 5 6 7 8 9", string.Join(' ', _broker.Taken.Select(e => (string?)e.Data["name"])));
    }

    [Fact]
    public async Task An_event_that_nobody_takes_while_others_are_taken_is_put_aside()
    {
        _broker.Refuses = e => (string?)e.Data["name"] == "kwaad";
        await using var host = await StartAsync();
        var poison = await host.CreateAsync(new Request("kwaad"));

        for (var i = 0; _letters.Letters.IsEmpty; i++)
        {
            Assert.InRange(i, 0, 1000);
            await host.CreateAsync(new Request($"{i}"));
            await Eventually.TrueAsync(() => _broker.Taken.Count == i + 1);
        }

        var (tenant, letter) = Assert.Single(_letters.Letters);
        Assert.Equal(Tenants.One, tenant);
        Assert.Equal(("events", "aanvragen", $"urn:nld:oin:{Tenants.One}:systeem:proef-register", "The test refuses it."), (letter.Destination, letter.Topic, letter.Source, letter.Reason));
        Assert.Contains($"\"id\":\"{letter.Id}\"", letter.CloudEvent, StringComparison.Ordinal);
        Assert.Contains($"aanvragen/{poison.Id}", letter.CloudEvent, StringComparison.Ordinal);
        Assert.InRange(_broker.Calls.Count(call => call.Any(e => e.Id == letter.Id)), 5, 50);
        var entries = _broker.Taken.Count + 1;
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "events") == new Progress(entries, 0));
    }

    [Fact]
    public async Task One_among_a_full_batch_of_others_is_put_aside_too()
    {
        _broker.Fails = _ => true;
        _broker.Refuses = e => (string?)e.Data["name"] == "0";
        await using var host = await StartAsync();
        await CreateAsync(host, 600);

        _broker.Fails = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 599);

        var (_, letter) = Assert.Single(_letters.Letters);
        Assert.DoesNotContain(_broker.Taken, e => e.Sent.Id == letter.Id);
    }

    [Fact]
    public async Task While_nothing_is_taken_no_event_is_refused_for_good()
    {
        _broker.Refuses = _ => true;
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("een"));
        await host.CreateAsync(new Request("twee"));

        await Eventually.TrueAsync(() => _broker.Calls.Count >= 8);
        _broker.Refuses = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);

        Assert.Empty(_letters.Letters);
        Assert.Equal(["een", "twee"], _broker.Taken.Select(e => (string?)e.Data["name"]));
    }

    [Fact]
    public async Task An_event_that_makes_its_whole_call_fail_is_found_and_the_others_go()
    {
        _broker.Fails = events => events.Any(e => e.CloudEvent.Contains("kwaad", StringComparison.Ordinal));
        await using var host = await StartAsync();
        await CreateInOneCommitAsync(host, 30, i => i == 7 ? "kwaad" : $"{i}");
        await CreateUntilPutAsideAsync(host, "later ");

        await Eventually.TrueAsync(() => _broker.Taken.Count(e => !((string?)e.Data["name"])!.StartsWith("later", StringComparison.Ordinal)) == 29);
        Assert.Contains("kwaad", Assert.Single(_letters.Letters).Letter.CloudEvent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_on_the_same_subject_waits_for_one_that_is_not_taken()
    {
        _broker.Refuses = e => e.Sequence == 2;
        await using var host = await StartAsync();
        var made = await host.CreateAsync(new Request("een"));
        await host.ReplaceAsync(made.Id, new Request("twee"));
        await host.ReplaceAsync(made.Id, new Request("drie"));
        await host.CreateAsync(new Request("ander"));
        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);

        _broker.Refuses = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 4);

        Assert.Equal([1, 2, 3], _broker.Taken.Where(e => e["subject"] == $"aanvragen/{made.Id}").Select(e => e.Sequence));
    }

    [Fact]
    public async Task What_a_crashed_replica_left_is_published_by_another()
    {
        _broker.Fails = _ => true;
        await using (var crashed = await StartAsync())
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        _broker.Fails = _ => false;
        await using var host = await StartAsync(LooksOften);
        await host.TakeOverAsync();

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        Assert.Equal("een", (string?)_broker.Taken[0].Data["name"]);
    }

    [Fact]
    public async Task Letters_that_cannot_be_put_are_put_again_and_nothing_is_lost()
    {
        var refusing = new FailingDeadLetters(_letters);
        _broker.Refuses = e => (string?)e.Data["name"] == "0";
        await using var host = await StateHost.StartAsync(_store, services => EventHost.Add(services, _broker, refusing));
        await CreateUntilPutAsideAsync(host);

        Assert.Equal(2, refusing.Failures);
    }

    [Fact]
    public async Task Archiving_leaves_no_event_behind()
    {
        var time = new ShiftedTime();
        var store = new FaultyStore(time);
        await using (var crashed = await EventHost.StartAsync(store, _broker))
        {
            await crashed.CreateAsync(new Request("een"));
            await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
            await crashed.KillAsync();
        }

        await using var host = await EventHost.StartAsync(store, _broker, settings: LooksOften);
        var log = Assert.Single(store.Registered().Logs).Id;
        await host.DrainAsync(log);
        await Eventually.TrueAsync(() => store.Drained(log)!.Reached.Contains("events"));
        time.Pass(TimeSpan.FromDays(1));
        await host.Get<Archiver>().ArchiveAsync(Cancel);

        Assert.True(store.Drained(log)!.IsArchived);
        var last = Entry.Read(store.Dump()[StateKeys.Entry(log, 0)]);
        Assert.Empty(last.Events);
        Assert.Single(last.Requests);
    }

    [Fact]
    public async Task What_was_published_failed_waits_and_was_put_aside_is_measured()
    {
        _broker.Refuses = e => (string?)e.Data["name"] == "0";
        await using var host = await StartAsync();
        using var instruments = new Instruments(host);
        var created = await CreateUntilPutAsideAsync(host);

        await Eventually.TrueAsync(() => instruments.Measured("commonground.events.publish.refused{events}").Count > 0 && _broker.Taken.Count == created - 1);
        Assert.Equal(1, instruments.Measured("commonground.events.publish.refused{events}").Sum());
        await Eventually.TrueAsync(() => (int)instruments.Measured("commonground.events.published{events}").Sum() == created - 1);
        Assert.InRange(instruments.Measured("commonground.events.publish.failures{events}").Sum(), 5, 100);
        Assert.All(instruments.Measured("commonground.events.publish.delay{events}"), delay => Assert.InRange(delay, 0, 60));

        _broker.Refuses = _ => true;
        await host.CreateAsync(new Request("wacht"));
        await Eventually.TrueAsync(() => instruments.TryObserve("commonground.events.publish.waiting{events}") is 1);
    }

    private Task<StateHost> StartAsync(params (string Name, string Value)[] settings) => EventHost.StartAsync(_store, _broker, _letters, settings: settings);

    /// <summary>Others are taken while one is not. The limit only ends a test that would go on for ever.</summary>
    private async Task<int> CreateUntilPutAsideAsync(StateHost host, string name = "")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var created = 0;
        for (; _letters.Letters.IsEmpty; created++)
        {
            limit.Token.ThrowIfCancellationRequested();
            await host.CreateAsync(new Request($"{name}{created}"));
        }

        return created;
    }

    private static async Task CreateAsync(StateHost host, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }
    }

    private static Task<bool> CreateInOneCommitAsync(StateHost host, int count, Func<int, string>? name = null) => host.Documents.ChangeAsync(
        Tenants.One,
        (changes, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                changes.Create(Request.All, new Request(name?.Invoke(i) ?? $"{i}"));
            }

            return Task.FromResult(true);
        },
        Cancel);

    /// <summary>Fails twice before it keeps a letter.</summary>
    private sealed class FailingDeadLetters(TestDeadLetters letters) : IDeadLetters
    {
        public int Failures { get; private set; }

        public Task PutAsync(Platform.Privacy.Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
        {
            if (Failures == 2)
            {
                return letters.PutAsync(tenant, letter, cancellationToken);
            }

            Failures++;
            throw new StateUnavailableException("The test lets it fail.");
        }
    }
}
