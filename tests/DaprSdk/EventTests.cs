using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.DaprSdk.Tests;

/// <summary>Bulk publish by the SDK.</summary>
public sealed class EventTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly FakeSidecar _sidecar = new();
    private readonly DaprEventBroker _broker;

    public EventTests() => _broker = new(_sidecar, new SdkCalls(new ManualTime()), Options.Create(new DaprOptions()), new Lines<DaprEventBroker>());

    public void Dispose() => _sidecar.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_as_it_is_with_what_the_SDK_does_not_know()
    {
        var text = Event("1").CloudEvent;

        var refused = await _broker.PublishAsync("aanvragen", [Event("1"), Event("2")], Cancellation);

        Assert.Empty(refused);
        Assert.Equal([text, text.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)], Assert.Single(_sidecar.Published));
    }

    [Fact]
    public async Task Only_what_was_not_taken_is_refused_by_its_own_id()
    {
        _sidecar.NotTaken.Add(1);

        var refused = await _broker.PublishAsync("aanvragen", [Event("a"), Event("b"), Event("c")], Cancellation);

        Assert.Equal([new RefusedEvent("b", "queue is full")], refused);
    }

    [Fact]
    public async Task Where_none_was_taken_the_call_failed()
    {
        _sidecar.NotTaken.UnionWith([0, 1]);

        var failure = await Assert.ThrowsAsync<EventBrokerException>(() => _broker.PublishAsync("aanvragen", [Event("a"), Event("b")], Cancellation));

        Assert.DoesNotContain("queue is full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_carries_the_trace_that_caused_all_of_it_and_no_other()
    {
        await _broker.PublishAsync("t", [Event("a", Trace), Event("b", Trace)], Cancellation);
        await _broker.PublishAsync("t", [Event("a", Trace), Event("b", Trace.Replace('0', '1'))], Cancellation);

        Assert.Equal(Trace, _sidecar.Traces[0]);
        Assert.NotEqual(Trace, _sidecar.Traces[1]);
    }

    [Fact]
    public async Task What_does_not_fit_goes_in_several_calls_and_what_is_too_large_is_refused_unsent()
    {
        var large = new OutgoingEvent("large", $"{{\"data\":\"{new string('x', 5 * 1024 * 1024)}\"}}", null);
        OutgoingEvent[] events = [.. Enumerable.Range(0, 3).Select(n => new OutgoingEvent($"{n}", $"{{\"data\":\"{new string('x', 2 * 1024 * 1024)}\"}}", null))];

        var refused = await _broker.PublishAsync("t", [.. events, large], Cancellation);

        Assert.Equal("large", Assert.Single(refused).Id);
        Assert.Equal([1, 1, 1], _sidecar.Published.Select(call => call.Length));
    }

    [Fact]
    public async Task A_broker_that_fails_as_a_whole_is_told_without_its_words()
    {
        _sidecar.Failing.Add("pubsub/t");

        var failure = await Assert.ThrowsAsync<EventBrokerException>(() => _broker.PublishAsync("t", [Event("a")], Cancellation));

        Assert.Contains("'pubsub' (Dapr:PubSub)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("db.intern", failure.Message, StringComparison.Ordinal);
    }

    private static OutgoingEvent Event(string id, string? trace = null) => new(
        id, $$$"""{"specversion":"1.0","id":"{{{id}}}","sequence":"7","data":{"bedrag":"1.10"}}""", trace is null ? null : $"00-{trace}-b7ad6b7169203331-01");
}
