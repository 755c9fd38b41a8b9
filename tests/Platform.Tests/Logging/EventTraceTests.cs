using CommonGround.Platform.Events;
using CommonGround.Platform.Tests.Events;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whose trace the line of an event continues (LDV-03, LDV-05).</summary>
public sealed class EventTraceTests
{
    [Theory]
    [InlineData(ReceivingComponent.Source, true)]
    [InlineData("urn:nld:oin:00000001823288444000:systeem:een-ander", false)]
    public async Task The_trace_goes_on_where_its_source_is_trusted_with_traces(string trusted, bool goesOn)
    {
        await using var component = await EventedDossiers.StartAsync(() => EventAnswer.Success, ("Processing:TrustedCallers:0", trusted));

        await component.DeliverAsync("een");

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(goesOn ? EventedDossiers.RemoteSpan : null, line.ParentSpanId);
        Assert.Equal(goesOn, line.TraceId == EventedDossiers.RemoteTrace);
    }

    [Fact]
    public async Task Of_an_event_without_a_trace_a_new_one_begins()
    {
        await using var component = await EventedDossiers.StartAsync(() => EventAnswer.Success);

        await component.DeliverAsync("een", ("traceparent", null), ("traceid", null));
        await component.DeliverAsync("twee", ("traceparent", "onzin"), ("traceid", null));

        var lines = await component.LinesAsync();
        Assert.Equal(2, lines.Select(line => line.Line.TraceId).Distinct().Count());
        Assert.All(lines, line => Assert.Null(line.Line.ParentSpanId));
    }

    [Fact]
    public async Task The_line_that_caused_it_is_the_parent_and_not_the_sidecars_span()
    {
        await using var component = await EventedDossiers.StartAsync(() => EventAnswer.Success);

        await component.DeliverAsync("een", ("cgtraceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (line.TraceId, line.ParentSpanId));
    }
}
