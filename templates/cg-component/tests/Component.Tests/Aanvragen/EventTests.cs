using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>What others hear of an aanvraag: that it changed, and nothing about a person.</summary>
public sealed class EventTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task Every_change_is_published()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();
        using var replaced = await _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer("Anders"), etag);
        using var changed = await _aanvragen.ChangeAsync(location, new JsonObject { ["status"] = "inBehandeling" }, replaced.Headers.ETag!.Tag);
        using var deleted = await _aanvragen.DeleteAsync(location, changed.Headers.ETag!.Tag);

        var events = await EventsAsync(location, 4);

        Assert.Equal(
            [
                "nl.voorbeeld.aanvraag.aangemaakt.v1", "nl.voorbeeld.aanvraag.gewijzigd.v1", "nl.voorbeeld.aanvraag.gewijzigd.v1",
                "nl.voorbeeld.aanvraag.verwijderd.v1",
            ],
            events.Select(e => (string?)e["type"]));
        Assert.Equal(["1", "2", "3", "4"], events.Select(e => (string?)e["sequence"]));
        Assert.Equal("inBehandeling", (string?)events[2]["data"]!["status"]);
    }

    [Fact]
    public async Task An_event_says_which_aanvraag_and_its_status_and_nothing_of_a_person()
    {
        var (location, _) = await _aanvragen.CreatedAsync();

        var e = (await EventsAsync(location, 1))[0];

        Assert.Equal(["id", "status"], e["data"]!.AsObject().Select(member => member.Key));
        Assert.EndsWith((string)e["data"]!["id"]!, location.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"urn:nld:oin:{ComponentFixture.Gemeente}:systeem:", (string?)e["source"], StringComparison.Ordinal);
        Assert.DoesNotContain(AanvragenClient.Bsn, e.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Moulin", e.ToJsonString(), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<JsonObject>> EventsAsync(Uri location, int count) =>
        component.Broker.EventsAsync("aanvragen", $"aanvragen/{location.ToString().Split('/')[^1]}", count);
}
