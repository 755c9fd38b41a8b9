using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Delivery over the event broker, for a component that keeps the log.</summary>
public sealed class PubSubDeliveryTests
{
    private readonly FaultyStore _store = new();
    private readonly TestBroker _broker = new();

    [Fact]
    public async Task A_line_is_a_CloudEvent_whose_context_says_nothing_of_a_person()
    {
        await using var host = await StartAsync(("Logboek:Topic", "gebruik"));
        var line = DeliveryHost.Line(1) with { ParentSpanId = "00000000000000ff" };
        await host.CommitAsync(Tenants.One, line);

        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        var received = _broker.Taken[0];
        Assert.Equal("gebruik", received.Topic);
        Assert.Equal(["specversion", "id", "source", "type", "time", "datacontenttype", "data"], received.Names);
        Assert.Equal($"{line.TraceId}-{line.SpanId}", received["id"]);
        Assert.Equal($"urn:nld:oin:{Tenants.One}:systeem:proef-register", received["source"]);
        Assert.Equal("nl.logboek.dataverwerking.gelogd.v1", received["type"]);
        Assert.Equal("2023-11-14T22:13:20.006Z", received["time"]);
        Assert.Equal(
            $$$"""{"resource":{"service.name":"proef-register","service.version":"1.2.3"},"line":{"trace_id":"{{{line.TraceId}}}","span_id":"{{{line.SpanId}}}","name":"regel 1","status":"Ok","start_time":1700000000001,"end_time":1700000000006,"attributes":{"dpl.core.processing_activity_id":"{{{DeliveryHost.Activity}}}","dpl.core.data_subject_id":"1/pseudoniem","dpl.core.data_subject_id_type":"BSN"},"parent_span_id":"00000000000000ff"}}""",
            received.Data.ToJsonString());
        Assert.DoesNotContain("pseudoniem", string.Concat(received.Names.Where(name => name != "data").Select(name => received[name])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_broker_does_not_take_waits_and_the_others_go()
    {
        _broker.Refuses = e => e["id"]!.EndsWith("-0000000000000003", StringComparison.Ordinal);
        await using var host = await StartAsync();
        await host.CommitAsync(Tenants.One, Enumerable.Range(0, 6).Select(i => DeliveryHost.Line(i)));
        var log = Assert.Single(_store.Registered().Logs).Id;

        await Eventually.TrueAsync(() => _broker.Taken.DistinctBy(e => e["id"]).Count() == 5 && _store.ProgressOf(log, "logboek") == new Progress(0, 2));
        _broker.Refuses = _ => false;
        await Eventually.TrueAsync(() => _store.ProgressOf(log, "logboek") == new Progress(1, 0));

        Assert.Equal(6, _broker.Taken.DistinctBy(e => e["id"]).Count());
    }

    [Fact]
    public async Task A_broker_that_is_down_loses_nothing()
    {
        _broker.Fails = _ => true;
        await using var host = await StartAsync();
        await host.CommitAsync(Tenants.One, DeliveryHost.Line(1), DeliveryHost.Line(2));
        await Eventually.TrueAsync(() => _broker.Calls.Count >= 3);

        _broker.Fails = _ => false;
        await Eventually.TrueAsync(() => _broker.Taken.Count == 2);
    }

    private Task<StateHost> StartAsync(params (string Name, string Value)[] settings) =>
        DeliveryHost.StartAsync(_store, services => services.AddSingleton<IEventBroker>(_broker), [("Logboek:Delivery", "PubSub"), .. settings]);
}
