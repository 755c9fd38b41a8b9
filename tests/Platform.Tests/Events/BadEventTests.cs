using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;

namespace CommonGround.Platform.Tests.Events;

/// <summary>What no repetition makes usable is dropped at once, and kept with the reason: a broker would bring it for ever.</summary>
public sealed class BadEventTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public static TheoryData<string, string> Malformed { get; } = new()
    {
        { "", "not well-formed JSON" },
        { "{\"id\":", "not well-formed JSON" },
        { "[]", "no object" },
        { "\u00ff{}", "not well-formed JSON" },
        { ReceivingComponent.Event("een", ("id", null)), "no id" },
        { ReceivingComponent.Event("een", ("id", "")), "no id" },
        { ReceivingComponent.Event("een", ("id", 1)), "id is no text" },
        { ReceivingComponent.Event("een", ("source", null)), "no source" },
        { ReceivingComponent.Event("een", ("type", null)), "no type" },
        { ReceivingComponent.Event("een", ("specversion", null)), "no specversion" },
        { ReceivingComponent.Event("een", ("specversion", "0.3")), "specversion is '0.3'" },
        { ReceivingComponent.Event("een", ("time", "gisteren")), "time" },
        { ReceivingComponent.Event("een", ("time", "2026-01-01T12:00:00")), "offset" },
        { ReceivingComponent.Event("een", ("data_base64", "e30=")), "both data and data_base64" },
        { ReceivingComponent.Event("een", ("data", null), ("data_base64", "???")), "no base64" },
        { ReceivingComponent.Event("een", ("data", null), ("data_base64", "JVBERg==")), "binary" },
        { ReceivingComponent.Event("een", ("data", null)), "no data" },
        { ReceivingComponent.Event("een", ("data", 5)), "no ZaakBericht" },
        { ReceivingComponent.Event("een", ("type", "nl.voorbeeld.zaak.onbekend.v1")), "Nothing subscribes" },
        { ReceivingComponent.Event("een", ("type", "com.dapr.event.sent")), "Nothing subscribes" },
        { ReceivingComponent.Event("een", ("time", "2020-01-01T00:00:00Z")), "too long ago" },
        { ReceivingComponent.Event("een", ("type", ReceivingComponent.Moved), ("sequence", null)), "no sequence" },
        { ReceivingComponent.Event("een", ("type", ReceivingComponent.Moved), ("subject", null)), "no subject" },
        { ReceivingComponent.Event("een", ("source", "urn:nld:oin:00000001823288444000:systeem:vreemd")), "TrustedSources" },
        { ReceivingComponent.Event("een", ("id", new string('i', 1025))), "id has 1025 characters" },
        { ReceivingComponent.Event("een", ("source", new string('s', 1025))), "source has 1025 characters" },
        { ReceivingComponent.Event("een", ("type", new string('t', 300_000 / 2))), "type has 150000 characters" },
        { ReceivingComponent.Event("een", ("traceparent", new string('0', 1025))), "traceparent has 1025 characters" },
        { ReceivingComponent.Event("een", ("specversion", new string('1', 150_000))), "specversion is '111" },
        { ReceivingComponent.Event("een").Replace("zaken/1", "\\ud800", StringComparison.Ordinal), "no Unicode" },
        { ReceivingComponent.Event("een").Replace("zaken/1", "\u00ff", StringComparison.Ordinal), "no Unicode" },
        { ReceivingComponent.Event("een").Replace("\"subject\"", "\"\\udc00\"", StringComparison.Ordinal), "no Unicode" },
        { ReceivingComponent.Event("een").Replace("\"zaak\":\"een\"", "\"zaak\":\"\\ud800\"", StringComparison.Ordinal), "no ZaakBericht" },
        { ReceivingComponent.Event("een").Replace("\"id\"", "\"id\":\"twee\",\"id\"", StringComparison.Ordinal), "not well-formed JSON" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_bad_event_is_dropped_and_kept_once_with_the_reason(string cloudEvent, string reason)
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        Assert.Equal("DROP", await component.DeliverAsync(cloudEvent));
        Assert.Equal("DROP", await component.DeliverAsync(cloudEvent));
        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(cloudEvent));

        var letter = Assert.Single([.. await component.LettersAsync(), .. await component.LettersAsync(Oin.Organization)]);
        Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
        Assert.Empty(await component.HandledAsync());
    }

    [Fact]
    public async Task Data_in_base64_that_is_JSON_is_handled()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var base64 = Convert.ToBase64String("{\"zaak\":\"binair\"}"u8);

        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een", ("data", null), ("data_base64", base64))));

        Assert.Equal(["binair"], await component.HandledAsync());
    }

    /// <summary>Serializers that write every member say with a null that there is none.</summary>
    [Theory]
    [InlineData("\"data\":null,\"data_base64\":\"eyJ6YWFrIjoiYmluYWlyIn0=\"")]
    [InlineData("\"data\":{\"zaak\":\"binair\"},\"data_base64\":null")]
    public async Task A_null_beside_the_data_is_nothing(string members)
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een").Replace("\"data\":{\"zaak\":\"een\"}", members, StringComparison.Ordinal)));

        Assert.Equal(["binair"], await component.HandledAsync());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/cloudevents-batch+json")]
    public async Task Another_content_type_is_dropped(string contentType)
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        Assert.Equal("DROP", await component.DeliverAsync("/events/zaken", ReceivingComponent.Event("een"), contentType));

        Assert.Contains("content type", Assert.Single(await component.LettersAsync()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(6_000_000)]
    public async Task An_event_over_the_limit_is_dropped_and_kept_without_its_content(int size)
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var large = ReceivingComponent.Event("een", ("data", new string('a', size)));

        Assert.Equal("DROP", await component.DeliverAsync(large));
        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(large));

        var letter = Assert.Single([.. await component.LettersAsync(), .. await component.LettersAsync(Oin.Organization)]);
        Assert.Contains("bytes", letter.Reason, StringComparison.Ordinal);
        Assert.Empty(letter.CloudEvent);
    }

    [Fact]
    public async Task A_letter_of_an_unknown_tenant_is_the_organizations_and_not_a_tenants()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        await component.DeliverAsync(ReceivingComponent.Event("een", ("source", "urn:nld:oin:00000001823288444000:systeem:vreemd")));

        Assert.Empty(await component.LettersAsync());
        Assert.Single(await component.LettersAsync(Oin.Organization));
    }

    public void Dispose() => _folder.Dispose();
}
