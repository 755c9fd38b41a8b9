using System.Net;
using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Events;

/// <summary>Deliveries by HTTP, as a sidecar was recorded to make them: what they change, and what it is told.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    [Fact]
    public async Task The_sidecar_is_told_each_topic_with_its_dead_letters()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        var answer = JsonNode.Parse(await GetAsync(component, "/dapr/subscribe", ReceivingComponent.SidecarToken));

        Assert.Equal(
            """
            [{"pubsubname":"pubsub","topic":"zaken","route":"/events/zaken","deadLetterTopic":"meldingen.zaken.dead-letters"},
            {"pubsubname":"pubsub-dead-letters","topic":"meldingen.zaken.dead-letters","route":"/events/zaken/dead-letters"}]
            """.ReplaceLineEndings(""),
            answer!.ToJsonString());
    }

    [Theory]
    [InlineData("GET", "/dapr/subscribe")]
    [InlineData("POST", "/events/zaken")]
    [InlineData("POST", "/events/zaken/dead-letters")]
    public async Task Without_the_token_of_the_sidecar_it_is_401(string method, string path)
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        foreach (var token in new[] { null, "", "another", ReceivingComponent.SidecarToken + " " + ReceivingComponent.SidecarToken })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("dapr-api-token", token);
            }

            using var answer = await component.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Empty(await component.LettersAsync(Oin.Organization));
    }

    [Fact]
    public async Task The_routes_are_not_in_the_description_of_the_API()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        var document = await GetAsync(component, "/v1/openapi.json", null);

        Assert.DoesNotContain("events", document, StringComparison.Ordinal);
        Assert.DoesNotContain("subscribe", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_nothing_subscribes_to_is_404()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events/anders") { Content = new StringContent("{}") };
        request.Headers.Add("dapr-api-token", ReceivingComponent.SidecarToken);

        using var answer = await component.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_event_is_handled_once_however_often_it_comes_and_wherever()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        await using var other = await ReceivingComponent.StartAsync(_folder);
        var cloudEvent = ReceivingComponent.Event("een");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? component : other).DeliverAsync(cloudEvent)));

        Assert.All(answers, answer => Assert.Equal("SUCCESS", answer));
        Assert.Equal(["een"], await component.HandledAsync());
    }

    [Fact]
    public async Task The_handler_gets_what_the_event_says()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        ReceivedEvent<ZaakBericht>? seen = null;
        component.Answer = received =>
        {
            seen = received;
            return EventAnswer.Success;
        };

        await component.DeliverAsync(ReceivingComponent.Event("een", ("sequence", "7")));

        Assert.Equal(("een", ReceivingComponent.Source, ReceivingComponent.Closed, "zaken/1"), (seen!.Id, seen.Source, seen.Type, seen.Subject));
        Assert.Equal((7L, ReceivingComponent.Tenant, "een"), (seen.Sequence, seen.Tenant, seen.Data.Zaak));
        Assert.NotNull(seen.Time);
    }

    [Fact]
    public async Task Of_one_subject_only_newer_events_are_handled_where_the_subscription_says_so()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        Task<string> DeliverAsync(int sequence) => component.DeliverAsync(
            ReceivingComponent.Event($"v{sequence}", ("type", ReceivingComponent.Moved), ("sequence", $"{sequence}")));

        Assert.Equal("SUCCESS", await DeliverAsync(2));
        Assert.Equal("SUCCESS", await DeliverAsync(1));
        Assert.Equal("SUCCESS", await DeliverAsync(3));

        Assert.Equal(["v2", "v3"], await component.HandledAsync());
        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task The_limit_per_client_is_not_for_the_sidecar()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder, ("Limits:RequestsPerSecond", "1"), ("Limits:Burst", "1"));

        foreach (var i in Enumerable.Range(0, 5))
        {
            Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event($"{i}")));
        }
    }

    [Fact]
    public async Task An_event_of_a_type_that_is_ignored_is_acknowledged()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een", ("type", ReceivingComponent.Seen))));

        Assert.Empty(await component.HandledAsync());
        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task A_handler_that_fails_has_changed_nothing_and_the_event_is_to_come_again()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => throw new InvalidOperationException("stuk");
        Assert.Equal("RETRY", await component.DeliverAsync(ReceivingComponent.Event("een")));
        component.Answer = _ => EventAnswer.Retry("later");
        Assert.Equal("RETRY", await component.DeliverAsync(ReceivingComponent.Event("een")));
        Assert.Empty(await component.HandledAsync());

        component.Answer = _ => EventAnswer.Success;
        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een")));

        Assert.Equal(["een"], await component.HandledAsync());
        Assert.Empty(await component.LettersAsync());
    }

    /// <summary>A store that fails fast would otherwise use up all deliveries of an event before it is back.</summary>
    [Fact]
    public async Task A_delivery_is_held_while_state_is_away()
    {
        var (store, failed) = (new FaultyStore(), 0);
        await using var component = ReceivingComponent.Build(_folder, store.Connect());
        await component.App.StartAsync(TestContext.Current.CancellationToken);
        store.ReadFails = keys => keys.Any(key => key.Contains("/_received/", StringComparison.Ordinal)) && Interlocked.Increment(ref failed) <= 3;

        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een")));

        Assert.True(failed > 3, "nothing failed");
        Assert.Equal(["een"], await component.HandledAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> GetAsync(ReceivingComponent component, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Add("dapr-api-token", token);
        }

        using var answer = await component.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
