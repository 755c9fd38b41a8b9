using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>What goes over the wire: the fields of a processing line by the numbers of OTLP, and nothing else (LDV-15, LDV-17).</summary>
public sealed class TraceRequestTests
{
    private static readonly ServiceIdentity s_service = new("proef", "1.2");

    [Fact]
    public void The_bytes_are_those_of_the_protobuf_encoding()
    {
        var line = new ProcessingLine(
            "0102030405060708090a0b0c0d0e0f10", "1112131415161718", "é", "Error", 1, 2, new Dictionary<string, string> { ["a"] = "b" }) { ParentSpanId = "2122232425262728" };

        Assert.Equal(
            "0AA1010A330A170A0C736572766963652E6E616D6512070A0570726F65660A180A0F736572766963652E76657273696F6E12050A03312E32126A0A1A" +
            "0A184C6F67626F656B2E446174617665727765726B696E67656E124C0A100102030405060708090A0B0C0D0E0F101208111213141516171822082122" +
            "2324252627282A02C3A930013940420F00000000004180841E00000000004A080A016112030A01627A021802",
            Convert.ToHexString(TraceRequest.Write(s_service, [new OpenedLine(Tenants.One, line, true)]).Span));
    }

    [Fact]
    public void A_line_arrives_with_all_its_fields_and_no_other()
    {
        var line = DeliveryHost.Line(7, "Error") with { ParentSpanId = "00000000000000ff" };

        var span = Assert.Single(SeenSpan.ReadRequest(TraceRequest.Write(s_service, [new OpenedLine(Tenants.One, line, false)]).ToArray()));

        Assert.Equal((line.TraceId, line.SpanId, line.ParentSpanId, line.Name), (span.TraceId, span.SpanId, span.ParentSpanId, span.Name));
        Assert.Equal((1_700_000_000_007_000_000UL, 1_700_000_000_012_000_000UL), (span.Start, span.End));
        Assert.Equal(line.Attributes.OrderBy(a => a.Key), span.Attributes.OrderBy(a => a.Key));
        Assert.Equal("service.name=proef service.version=1.2", string.Join(' ', span.Resource.Select(a => $"{a.Key}={a.Value}")));
        Assert.Equal("Logboek.Dataverwerkingen", span.Scope);
    }

    [Theory]
    [InlineData("Unset", 0)]
    [InlineData("Ok", 1)]
    [InlineData("Error", 2)]
    public void A_status_has_the_number_that_OTLP_gives_it(string status, int number) => Assert.Equal((ulong)number, Read(DeliveryHost.Line(0, status)).Status);

    [Fact]
    public void An_act_is_of_a_server_and_a_part_of_it_internal()
    {
        const ulong Internal = 1;
        const ulong Server = 2;
        var acts = new KnownActs();
        var act = DeliveryHost.Line(0) with { ParentSpanId = "00000000000000ff" };
        var part = act with { SpanId = "00000000000000aa", ParentSpanId = act.SpanId };
        var elsewhere = part with { TraceId = "000000000000000000000000000000aa" };

        // The act twice: it is sent again.
        var kinds = new[] { act, part, act, elsewhere }
            .Select(line => SeenSpan.ReadRequest(TraceRequest.Write(s_service, [new OpenedLine(Tenants.One, line, acts.IsPart(line))]).ToArray())[0].Kind);

        Assert.Equal([Server, Internal, Server, Server], kinds);
    }

    [Fact]
    public void Acts_are_forgotten_after_many_others()
    {
        var acts = new KnownActs();
        for (var i = 0; i < 8193; i++)
        {
            Assert.False(acts.IsPart(DeliveryHost.Line(i)));
        }

        Assert.False(acts.IsPart(DeliveryHost.Line(0) with { SpanId = "aaaaaaaaaaaaaaaa", ParentSpanId = DeliveryHost.Line(0).SpanId }));
        Assert.True(acts.IsPart(DeliveryHost.Line(8192) with { SpanId = "aaaaaaaaaaaaaaaa", ParentSpanId = DeliveryHost.Line(8192).SpanId }));
    }

    [Fact]
    public void A_time_before_1970_does_not_turn_into_one_far_ahead() =>
        Assert.Equal(0UL, Read(DeliveryHost.Line(0) with { StartTime = -1 }).Start);

    [Theory]
    [InlineData("")]
    [InlineData("half \ud800 een teken")]
    public void Any_text_can_be_written(string name) =>
        Assert.Equal(name.Replace('\ud800', '\ufffd'), Read(DeliveryHost.Line(0) with { Name = name }).Name);

    [Fact]
    public void A_status_that_is_none_is_not_written_as_another() =>
        Assert.Throws<FormatException>(() => Read(DeliveryHost.Line(0, "Prima")));

    private static SeenSpan Read(ProcessingLine line) =>
        Assert.Single(SeenSpan.ReadRequest(TraceRequest.Write(s_service, [new OpenedLine(Tenants.One, line, false)]).ToArray()));
}
