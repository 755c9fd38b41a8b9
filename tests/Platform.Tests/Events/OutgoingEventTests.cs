using System.Diagnostics;
using System.Text.RegularExpressions;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Events;

/// <summary>What an event says, and that it leaves with the commit and never otherwise.</summary>
public sealed class OutgoingEventTests
{
    private readonly FaultyStore _store = new();
    private readonly TestBroker _broker = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_of_a_document_leaves_one_event()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        var made = await host.CreateAsync(new Request("een"));
        await host.ReplaceAsync(made.Id, new Request("twee"));
        await host.DeleteAsync(made.Id);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 3);
        var events = _broker.Taken;
        Assert.Equal(["aangemaakt", "gewijzigd", "verwijderd"], events.Select(e => e.What));
        Assert.Equal([1, 2, 3], events.Select(e => e.Sequence));
        Assert.Equal(["een", "twee", "twee"], events.Select(e => (string?)e.Data["name"]));
        Assert.All(events, e => Assert.Equal(("aanvragen", $"aanvragen/{made.Id}"), (e.Topic, e["subject"])));
    }

    [Fact]
    public async Task It_has_the_attributes_that_the_profile_asks_for()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);

        var made = await host.CreateAsync(new Request("een"));

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        var e = _broker.Taken[0];
        Assert.Equal("1.0", e["specversion"]);
        Assert.Equal(7, Guid.Parse(e["id"]!).Version);
        Assert.Equal(e["id"], e.Sent.Id);
        Assert.Equal($"urn:nld:oin:{Tenants.One}:systeem:proef-register", e["source"]);
        Assert.Equal("nl.voorbeeld.aanvraag.aangemaakt.v1", e["type"]);
        Assert.Equal($"aanvragen/{made.Id}", e["subject"]);
        Assert.Equal(("1", "Integer"), (e["sequence"], e["sequencetype"]));
        Assert.Equal("application/json", e["datacontenttype"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", e["time"]);
        Assert.InRange(DateTimeOffset.Parse(e["time"]!, null), before, DateTimeOffset.UtcNow);
        Assert.All(e.Names, name => Assert.Matches("^[a-z0-9]{1,20}$", name));
    }

    [Fact]
    public async Task A_decision_publishes_an_event_of_its_own_with_the_change()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        await host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                var made = changes.Create(Request.All, new Request("een"));
                changes.Publish(Request.All, made, new EventHost.Decided("iemand"));
                return Task.FromResult(made);
            },
            Cancel);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);
        Assert.Single(_store.Registered().Logs.SelectMany(log => _store.KeysOf(log.Id)), key => key.EndsWith("/0", StringComparison.Ordinal));
        var e = Assert.Single(_broker.Taken, e => e.What == "toegewezen");
        Assert.Equal(("besluiten", "1", "iemand"), (e.Topic, e["sequence"], (string?)e.Data["to"]));
        Assert.Equal("https://voorbeeld.nl/toegewezen.json", e["dataschema"]);
    }

    [Fact]
    public async Task A_decision_that_changes_nothing_publishes_all_the_same()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        var made = await host.CreateAsync(new Request("een"));

        await host.Documents.ChangeAsync(
            Tenants.One,
            async (changes, ct) =>
            {
                changes.Publish(Request.All, (await changes.GetAsync(Request.All, made.Id, ct))!, new EventHost.Decided("iemand"));
                return true;
            },
            Cancel);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);
        Assert.Equal(1, (await host.GetAsync(made.Id))!.Version);
    }

    [Fact]
    public async Task An_event_that_was_not_declared_is_refused_with_what_to_write()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                changes.Publish(Request.All, changes.Create(Request.All, new Request("een")), "iets");
                return Task.FromResult(true);
            },
            Cancel));

        Assert.Contains("builder.PublishEvent<String>", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await host.ListAsync());
    }

    [Fact]
    public async Task A_document_is_not_replaced_after_an_event_said_its_version()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                var made = changes.Create(Request.All, new Request("een"));
                changes.Publish(Request.All, made, new EventHost.Decided("iemand"));
                return Task.FromResult(changes.Replace(Request.All, made, new Request("twee")));
            },
            Cancel));

        Assert.Contains("Publish after the last Replace.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await host.ListAsync());
    }

    [Fact]
    public async Task What_is_made_and_deleted_in_one_commit_was_never_there()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        await host.Documents.ChangeAsync(
            Tenants.One,
            async (changes, ct) =>
            {
                changes.Delete(Request.All, changes.Create(Request.All, new Request("weg")));
                await changes.GetAsync(Request.All, Guid.NewGuid(), ct);
                return changes.Create(Request.All, new Request("blijft"));
            },
            Cancel);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        Assert.Equal("blijft", (string?)_broker.Taken[0].Data["name"]);
    }

    [Fact]
    public async Task The_store_holds_no_event_that_can_be_read()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        await host.CreateAsync(new Request("geheim woord"));

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        Assert.All(_store.Dump().Values, value => Assert.DoesNotContain("geheim woord", value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_transaction_that_is_settled_what_landed_is_published_and_once(bool answerLost)
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        await host.CreateAsync(new Request("eerst"));
        _store.FailNext(answerLost ? Fault.AnswerLost : Fault.NotLanded, operations => operations.Any(o => o.Key.StartsWith(Tenants.One.ToString(), StringComparison.Ordinal)));

        await host.CreateAsync(new Request("een"));
        await host.CreateAsync(new Request("twee"));

        await Eventually.TrueAsync(() => _broker.Taken.Count == 3);
        Assert.Equal(["eerst", "een", "twee"], _broker.Taken.Select(e => (string?)e.Data["name"]));
    }

    [Fact]
    public async Task What_did_not_land_is_not_published()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        await host.CreateAsync(new Request("eerst"));
        _store.OnTransact = operations => operations.Any(o => o.Value?.Contains("_lookup", StringComparison.Ordinal) == true) ? Fault.NotLanded : Fault.None;

        await Assert.ThrowsAsync<StateUnavailableException>(() => host.CreateAsync(new Request("nooit", "bsn")));
        await host.CreateAsync(new Request("laatst"));

        await Eventually.TrueAsync(() => _broker.Taken.Any(e => (string?)e.Data["name"] == "laatst"));
        Assert.Equal(["eerst", "laatst"], _broker.Taken.Select(e => (string?)e.Data["name"]));
    }

    [Fact]
    public async Task Of_two_that_race_each_publishes_its_own_version()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        var made = await host.CreateAsync(new Request("0"));

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => host.ReplaceAsync(made.Id, new Request($"{i}"))));

        await Eventually.TrueAsync(() => _broker.Taken.Count == 21);
        Assert.Equal(Enumerable.Range(1, 21), _broker.Taken.Select(e => e.Sequence));
        Assert.Equal(21, _broker.Taken.Select(e => e["id"]).Distinct().Count());
    }

    [Fact]
    public async Task An_event_of_more_than_64_KB_is_refused_and_nothing_was_changed()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        var head = await host.CreateAsync(new Request(""));
        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        var room = (64 * 1024) - _broker.Taken[0].Sent.CloudEvent.Length;

        await host.CreateAsync(new Request(new string('x', room)));
        var refused = await Assert.ThrowsAsync<ChangeTooLargeException>(() => host.CreateAsync(new Request(new string('x', room + 1))));

        Assert.Contains("nl.voorbeeld.aanvraag.aangemaakt.v1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("65537 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await host.ListAsync()).Count);
        Assert.Equal(head.Id, (await host.ListAsync())[0].Id);
    }

    [Fact]
    public async Task The_trace_that_caused_it_goes_along()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);
        using var activity = new Activity("verzoek").SetIdFormat(ActivityIdFormat.W3C).Start();

        await host.CreateAsync(new Request("een"));

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        Assert.Equal(activity.Id, _broker.Taken[0].Sent.TraceParent);
        Assert.Equal(activity.Id, _broker.Taken[0]["cgtraceparent"]);
    }

    [Fact]
    public async Task Each_tenant_has_a_source_of_its_own()
    {
        await using var host = await EventHost.StartAsync(_store, _broker);

        await host.CreateAsync(new Request("een"), Tenants.One);
        await host.CreateAsync(new Request("twee"), Tenants.Two);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);
        Assert.Equal([Tenants.One.ToString(), Tenants.Two.ToString()], _broker.Taken.Select(e => Regex.Match(e["source"]!, @"\d{20}").Value));
    }
}
