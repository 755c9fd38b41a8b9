using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>What the component does with the events of others.</summary>
public sealed class ReceivedEventTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task The_request_of_a_closed_case_is_dealt_with_once_however_often_that_is_told()
    {
        var (location, _) = await _aanvragen.CreatedAsync();
        var afgesloten = Event(location, ComponentFixture.Zaakregister);

        Assert.Equal("SUCCESS", await component.DeliverAsync("zaken", afgesloten));
        using var once = await _aanvragen.GetAsync(location);
        Assert.Equal("SUCCESS", await component.DeliverAsync("zaken", afgesloten));
        using var twice = await _aanvragen.GetAsync(location);

        var body = JsonNode.Parse(await twice.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("afgehandeld", body["status"]!.GetValue<string>());
        Assert.Equal(once.Headers.ETag, twice.Headers.ETag);
    }

    [Fact]
    public async Task A_system_that_is_not_trusted_changes_nothing()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();

        Assert.Equal("DROP", await component.DeliverAsync("zaken", Event(location, $"urn:nld:oin:{ComponentFixture.Gemeente}:systeem:ander")));

        using var read = await _aanvragen.GetAsync(location);
        Assert.Equal(etag, read.Headers.ETag!.Tag);
    }

    private static JsonObject Event(Uri aanvraag, string source) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = Guid.NewGuid().ToString(),
        ["source"] = source,
        ["type"] = "nl.voorbeeld.zaak.aanvraag-afgehandeld.v1",
        ["datacontenttype"] = "application/json",
        ["data"] = new JsonObject { ["aanvraagId"] = aanvraag.ToString().Split('/')[^1] },
    };
}
