using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Events;

/// <summary>How a publisher moves on: what it sends twice, what it waits for, and what that costs.</summary>
public sealed class PublisherProgressTests
{
    private static readonly Collection<Note> s_notes = new("notities");

    private readonly FaultyStore _store = new();
    private readonly TestBroker _broker = new();
    private readonly TestDeadLetters _letters = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => Assert.Single(_store.Registered().Logs).Id;

    [Fact]
    public async Task What_was_acknowledged_does_not_go_again_while_its_progress_cannot_be_written()
    {
        var refused = 0;
        _store.OnTransact = operations => operations.Any(IsProgress) && ++refused <= 15 ? Fault.NotLanded : Fault.None;
        await using var host = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Eventually.TrueAsync(() => refused > 15 && _store.ProgressOf(Log, "events") == new Progress(20, 0));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), _broker.Taken.Select(e => (string?)e.Data["name"]));
    }

    [Fact]
    public async Task An_event_that_nobody_takes_is_put_aside_however_much_was_written_before_others_came()
    {
        _broker.Refuses = e => (string?)e.Data["name"] == "kwaad";
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("kwaad"));
        for (var i = 0; i < 600; i++)
        {
            await WriteNoteAsync(host, i);
        }

        await CreateUntilPutAsideAsync(host);
    }

    [Fact]
    public async Task An_event_that_nobody_takes_is_put_aside_however_often_its_own_subject_changed_meanwhile()
    {
        _broker.Refuses = e => (string?)e.Data["name"] == "kwaad";
        await using var host = await StartAsync();
        var made = await host.CreateAsync(new Request("kwaad"));
        for (var i = 0; i < 1200; i++)
        {
            await host.ReplaceAsync(made.Id, new Request("beter"));
        }

        await CreateUntilPutAsideAsync(host);

        await Eventually.TrueAsync(() => _broker.Taken.Count(e => (string?)e.Data["name"] == "beter") == 1200);
        Assert.Equal(Enumerable.Range(2, 1200), _broker.Taken.Where(e => e["subject"] == $"aanvragen/{made.Id}").Select(e => e.Sequence));
    }

    [Fact]
    public async Task An_event_that_was_altered_is_put_aside_without_its_text_and_the_others_go()
    {
        string? altered = null;
        await using var host = await StartAsync(new AlteredKeys(
            place => IsEvent(place) && place == (altered ??= place) ? new AuthenticationTagMismatchException() : null));

        var created = await CreateUntilPutAsideAsync(host);

        Assert.Equal("", Assert.Single(_letters.Letters).Letter.CloudEvent);
        await Eventually.TrueAsync(() => _broker.Taken.Count == created - 1 && _store.ProgressOf(Log, "events") == new Progress(created, 0));
    }

    [Fact]
    public async Task An_event_whose_key_is_not_at_hand_waits_for_it_and_the_others_go()
    {
        var (sealedAt, isMissing) = ((string?)null, true);
        await using var host = await StartAsync(new AlteredKeys(
            place => isMissing && IsEvent(place) && place == (sealedAt ??= place) ? new CryptographicException("The key is not at hand.") : null));
        for (var i = 1; i <= 12; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
            await Eventually.TrueAsync(() => _broker.Taken.Count == i - 1);
        }

        Assert.Empty(_letters.Letters);
        isMissing = false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 12);
    }

    [Fact]
    public async Task While_a_broker_is_down_no_more_is_read_than_can_go_next_and_nothing_twice()
    {
        _broker.Fails = _ => true;
        await using (var crashed = await StartAsync())
        {
            // 16 million characters of events.
            for (var i = 0; i < 40; i++)
            {
                await CreateLargeAsync(crashed, 5);
            }

            await crashed.KillAsync();
        }

        var log = Log;
        await using var host = await StartAsync(null, ("HeartbeatInterval", "00:00:00.2"));
        await host.DrainAsync(log);

        // What ends and drains the log reads all of it too, sooner or later; a publisher that read it again would never stop.
        await Eventually.TrueAsync(async () =>
        {
            var calls = _broker.Calls.Count;
            _store.ResetCounts();
            await Eventually.TrueAsync(() => _broker.Calls.Count >= calls + 10);
            return _store.Counts.BytesRead < 1_000_000;
        });
        _broker.Fails = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 200);
    }

    [Fact]
    public async Task Changes_that_leave_no_event_cost_what_they_cost_without_a_publisher()
    {
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("een"));
        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "events") == new Progress(1, 0));
        _store.ResetCounts();
        for (var i = 0; i < 50; i++)
        {
            await WriteNoteAsync(host, i);
        }

        var (written, reads) = (_store.Counts.KeysWritten, _store.Counts.Reads);

        // Now and then it looks all the same.
        Assert.InRange(written, 100, 104);
        Assert.InRange(reads, 0, 20);
    }

    [Fact]
    public async Task What_landed_is_not_looked_for_beyond_its_number()
    {
        var absent = 0;
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("nul"));
        _store.BeforeReadOf = keys =>
        {
            var known = _store.Dump();
            absent += keys.Count(key => key.StartsWith($"_/{Log}/", StringComparison.Ordinal) && char.IsAsciiDigit(key[^1]) && !known.ContainsKey(key));
            return Task.CompletedTask;
        };
        for (var i = 1; i <= 10; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
            await Eventually.TrueAsync(() => _store.ProgressOf(Log, "events") == new Progress(i + 1, 0));
        }

        await host.FoldAsync();

        Assert.Equal(0, absent);
    }

    [Fact]
    public async Task What_was_committed_last_leaves_before_a_clean_stop()
    {
        var held = new HeldBroker(_broker, _ => true) { AnswersThen = true };
        await using var host = await StartWithAsync(held, ("StopTimeout", "00:01:00"));
        await host.CreateAsync(new Request("een"));
        await held.Held;
        await host.CreateAsync(new Request("twee"));

        await host.StopAsync();

        Assert.Equal(["een", "twee"], _broker.Taken.Select(e => (string?)e.Data["name"]));
        Assert.Equal(new Progress(2, 0), _store.ProgressOf(Log, "events"));
    }

    [Fact]
    public async Task A_stop_that_cuts_publishing_off_notes_what_was_acknowledged()
    {
        var held = new HeldBroker(_broker, topic => topic == "besluiten");
        await using var host = await StartWithAsync(held, ("StopTimeout", "00:00:00.1"));
        await host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                changes.Publish(Request.All, changes.Create(Request.All, new Request("een")), new EventHost.Decided("iemand"));
                return Task.FromResult(true);
            },
            Cancel);
        await held.Held;

        await host.StopAsync();

        Assert.Equal("een", (string?)Assert.Single(_broker.Taken).Data["name"]);
        Assert.Equal(new Progress(0, 1), _store.ProgressOf(Log, "events"));
    }

    [Fact]
    public async Task What_waits_is_forgotten_when_another_replica_published_it()
    {
        _broker.Fails = _ => true;
        await using (var crashed = await StartAsync())
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        var log = Log;
        await using var host = await StartAsync(null, ("HeartbeatInterval", "00:00:00.2"));
        using var instruments = new Instruments(host);
        await host.DrainAsync(log);
        await Eventually.TrueAsync(() => instruments.TryObserve("commonground.events.publish.waiting{events}") is 1);

        // The other replica took it to its end.
        _store.WriteDrained(_store.Drained(log)! with { Reached = ["index", "events"] });

        await Eventually.TrueAsync(() => instruments.TryObserve("commonground.events.publish.waiting{events}") is 0);
    }

    private Task<StateHost> StartAsync(ITenantKeys? keys = null, params (string Name, string Value)[] settings) => StateHost.StartAsync(
        _store,
        services =>
        {
            EventHost.Add(services, _broker, _letters);
            if (keys is not null)
            {
                services.AddSingleton(keys);
            }
        },
        null,
        settings);

    private Task<StateHost> StartWithAsync(IEventBroker broker, params (string Name, string Value)[] settings) =>
        EventHost.StartAsync(_store, broker, _letters, settings: settings);

    /// <summary>Others are taken while one is not. The limit only ends a test that would go on for ever.</summary>
    private async Task<int> CreateUntilPutAsideAsync(StateHost host)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var created = 0;
        for (; _letters.Letters.IsEmpty; created++)
        {
            limit.Token.ThrowIfCancellationRequested();
            await host.CreateAsync(new Request($"{created}"));
            await Task.Delay(5, limit.Token);
        }

        return created;
    }

    private static Task<Document<Note>> WriteNoteAsync(StateHost host, int number) =>
        host.Documents.ChangeAsync(Tenants.One, (changes, _) => Task.FromResult(changes.Create(s_notes, new Note(number))), Cancel);

    private static Task<bool> CreateLargeAsync(StateHost host, int count) => host.Documents.ChangeAsync(
        Tenants.One,
        (changes, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                changes.Create(Request.All, new Request(new string('a', 40_000)));
            }

            return Task.FromResult(true);
        },
        Cancel);

    private static bool IsProgress(StateOperation operation) => operation.Key.EndsWith("/progress/events", StringComparison.Ordinal);

    private static bool IsEvent(string place) => place.Contains("/_event", StringComparison.Ordinal);

    /// <summary>What nobody publishes.</summary>
    internal sealed record Note(int Number);
}
