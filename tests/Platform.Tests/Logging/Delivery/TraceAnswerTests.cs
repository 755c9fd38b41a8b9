using CommonGround.Platform.Logging.Delivery.Otlp;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>An answer acknowledges only where it is an <c>ExportTraceServiceResponse</c>, to the last byte (LDV-11).</summary>
public sealed class TraceAnswerTests
{
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("0A00", 0, "")]
    [InlineData("0A020800", 0, "")]
    [InlineData("0A04120268 69", 0, "hi")]
    [InlineData("0A0208 05", 5, "")]
    [InlineData("0A06 08AC02 1201 6E", 300, "n")]
    [InlineData("0A0A08FFFFFFFFFFFFFFFF7F", int.MaxValue, "")]
    [InlineData("1003 1D00000000 2100000000 00000000 0A020801", 1, "")]
    public void What_was_not_written_is_read(string body, int refused, string reason)
    {
        var answer = TraceAnswer.Read(Convert.FromHexString(body.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal((refused, reason), (answer.Refused, answer.Reason));
    }

    [Theory]
    [InlineData("3C68746D6C3E")]
    [InlineData("7B7D")]
    [InlineData("0A")]
    [InlineData("0A05")]
    [InlineData("0A0508")]
    [InlineData("0A020880")]
    [InlineData("0801")]
    [InlineData("0A030A0101")]
    [InlineData("0000")]
    [InlineData("0B")]
    [InlineData("0A0B08FFFFFFFFFFFFFFFFFF01")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF01")]
    public void Anything_else_is_no_acknowledgement(string body) =>
        Assert.Throws<FormatException>(() => TraceAnswer.Read(Convert.FromHexString(body)));

    [Fact]
    public void A_long_reason_is_cut_before_it_reaches_the_log()
    {
        byte[] body = [0x0A, 0xEB, 0x07, 0x12, 0xE8, 0x07, .. Enumerable.Repeat((byte)'a', 1000)];

        Assert.Equal(256, TraceAnswer.Read(body).Reason.Length);
    }
}
