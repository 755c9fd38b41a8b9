using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class DaprEventBrokerTests : IAsyncLifetime
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string SameTrace = "00-0af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";
    private const string OtherTrace = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private ScriptedSidecar _sidecar = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEventBroker Broker => field ??= _sidecar.Client().GetRequiredService<IEventBroker>();

    public async ValueTask InitializeAsync() => _sidecar = await ScriptedSidecar.StartAsync();

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task Events_go_unwrapped_in_their_order()
    {
        var refused = await Broker.PublishAsync("meldingen", [Event("1", data: "\"bedrag\":\"1.10\""), Event("2")], Cancellation);

        Assert.Empty(refused);
        Assert.Equal("pubsub", Broker.Name);
        Assert.Equal("POST /v1.0/publish/bulk/pubsub/meldingen", $"{_sidecar.Last}");
        Assert.Equal("application/json", _sidecar.Last.Headers["Content-Type"]);
        Assert.Equal(
            """[{"entryId":"1","event":{"id":"1","bedrag":"1.10"},"contentType":"application/cloudevents+json"},""" +
            """{"entryId":"2","event":{"id":"2"},"contentType":"application/cloudevents+json"}]""",
            _sidecar.Last.Body);
    }

    [Theory]
    [InlineData(Trace, Trace, Trace)]
    [InlineData(Trace, SameTrace, Trace)]
    [InlineData(Trace, OtherTrace, null)]
    [InlineData(Trace, null, null)]
    [InlineData(null, null, null)]
    [InlineData("broken", "broken", null)]
    public async Task The_trace_goes_along_where_all_events_share_it(string? first, string? second, string? sent)
    {
        await Broker.PublishAsync("meldingen", [Event("1", first), Event("2", second)], Cancellation);

        Assert.Equal(sent, _sidecar.Last.Headers.GetValueOrDefault("traceparent"));
    }

    [Fact]
    public async Task An_entry_that_failed_is_refused_and_the_others_were_taken()
    {
        _sidecar.Always(ScriptedAnswer.Json(500, """{"failedEntries":[{"entryId":"2","error":"words of the broker"}],"errorCode":"ERR_PUBSUB_PUBLISH_MESSAGE"}"""));

        var refused = await Broker.PublishAsync("meldingen", [Event("1"), Event("2"), Event("3")], Cancellation);

        Assert.Equal(new RefusedEvent("2", "words of the broker"), Assert.Single(refused));
    }

    /// <summary>It may be the event: were it the call's failure, two of them in a row would pass for a broker that is down.</summary>
    [Fact]
    public async Task An_event_that_fails_alone_is_refused()
    {
        _sidecar.Always(ScriptedAnswer.Json(500, """{"failedEntries":[{"entryId":"1","error":"words of the broker"}],"errorCode":"ERR_PUBSUB_PUBLISH_MESSAGE"}"""));

        Assert.Equal([new RefusedEvent("1", "words of the broker")], await Broker.PublishAsync("meldingen", [Event("1")], Cancellation));
    }

    /// <summary>Each entry fails by itself then, which says nothing of any event.</summary>
    [Fact]
    public async Task With_the_broker_down_the_call_failed_and_no_event()
    {
        _sidecar.Always(Exchange.Answered("unavailable", "down", "broker down: bulk publish"));

        var failure = await Assert.ThrowsAsync<EventBrokerException>(() => Broker.PublishAsync("meldingen", [Event("1"), Event("2")], Cancellation));

        Assert.Contains("'pubsub' failed (500 ERR_PUBSUB_PUBLISH_MESSAGE)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("any", "bulk: pubsub missing", "has no pub/sub 'pubsub' (Dapr:PubSub)")]
    [InlineData("pubsub-redis", "publish 5 MiB", "failed (500 ERR_PUBSUB_PUBLISH_MESSAGE)")]
    [InlineData("pubsub-redis", "bulk publish, the same id twice", "failed (400 ERR_PUBSUB_EVENTS_SER)")]
    public async Task A_failure_of_all_says_what_is_wrong(string group, string exchange, string text)
    {
        var answer = Exchange.Answered("publish-and-deliver", group, exchange);
        _sidecar.Always(answer);

        var failure = await Assert.ThrowsAsync<EventBrokerException>(() => Broker.PublishAsync("meldingen", [Event("1")], Cancellation));

        var words = (string)JsonNode.Parse(answer.Body!)!["message"]!;
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(words, failure.ToString(), StringComparison.Ordinal);
        Assert.Contains(_sidecar.Log.Lines, line => line.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"failedEntries":[{"entryId":"other","error":""}]}""")]
    [InlineData("""{"failedEntries":[]}""")]
    [InlineData("<html>")]
    public async Task An_answer_that_tells_of_no_entry_of_ours_is_a_failure_of_all(string body)
    {
        _sidecar.Always(ScriptedAnswer.Json(500, body));

        await Assert.ThrowsAsync<EventBrokerException>(() => Broker.PublishAsync("meldingen", [Event("1")], Cancellation));
    }

    [Fact]
    public async Task A_wrong_token_and_a_cut_connection_are_failures_of_all()
    {
        _sidecar.Always(Exchange.Answered("tokens-and-app-health", "tokens", "publish, no token"));
        var token = await Assert.ThrowsAsync<EventBrokerException>(() => Broker.PublishAsync("meldingen", [Event("1")], Cancellation));
        _sidecar.Always(null);
        await Assert.ThrowsAsync<EventBrokerException>(() => Broker.PublishAsync("meldingen", [Event("1")], Cancellation));

        Assert.Contains("DAPR_API_TOKEN", token.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_in_one_body_goes_in_several_in_its_order()
    {
        var half = $"\"x\":\"{new string('x', 1_900_000)}\"";

        await Broker.PublishAsync("meldingen", [Event("1", data: half), Event("2", data: half), Event("3", data: half), Event("4")], Cancellation);

        Assert.Equal([["1", "2"], ["3", "4"]], _sidecar.Seen.Select(Ids));
        Assert.All(_sidecar.Seen, request => Assert.True(request.Body.Length <= 4 * 1024 * 1024));
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_any_body_is_refused_unsent()
    {
        var large = $"\"x\":\"{new string('x', 4 * 1024 * 1024)}\"";

        var refused = await Broker.PublishAsync("meldingen", [Event("1"), Event("2", data: large), Event("3")], Cancellation);

        Assert.Equal("2", Assert.Single(refused).Id);
        Assert.Contains("Dapr:MaxBodyBytes is 4194304", refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], Ids(Assert.Single(_sidecar.Seen)));
    }

    [Fact]
    public async Task No_event_or_an_id_twice_is_an_error()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Broker.PublishAsync("meldingen", [], Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Broker.PublishAsync("meldingen", [Event("1"), Event("1")], Cancellation));

        Assert.Empty(_sidecar.Seen);
    }

    private static OutgoingEvent Event(string id, string? trace = null, string? data = null) =>
        new(id, $$"""{"id":"{{id}}"{{(data is null ? "" : "," + data)}}}""", trace);

    private static string[] Ids(SeenRequest request) => [.. JsonNode.Parse(request.Body)!.AsArray().Select(entry => (string)entry!["entryId"]!)];
}
