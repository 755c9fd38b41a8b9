using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Tests.State;

public sealed class LogHeadTests
{
    private const string Mac = "12.abcdefghijABCDEFGHIJ0123456789-_abcdefghijk";

    [Fact]
    public void A_head_is_read_as_it_is_written()
    {
        var head = new LogHead("0a1b2c3d4e5f", 1_000_000, Mac);

        Assert.Equal($"0a1b2c3d4e5f:1000000:{Mac}", head.ToString());
        Assert.True(LogHead.TryParse(head.ToString(), out var read));
        Assert.Equal(head, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("log:1")]
    [InlineData("log:-1:" + Mac)]
    [InlineData("log:99999999999999999999:" + Mac)]
    [InlineData(":1:" + Mac)]
    [InlineData("log:1:abc")]
    [InlineData("log:1:" + Mac + "x")]
    [InlineData(" log:1:" + Mac)]
    public void What_is_no_head_is_refused(string? text) => Assert.False(LogHead.TryParse(text, out _));

    [Fact]
    public void Heads_are_found_in_the_lines_of_the_components_own_log()
    {
        var line = $$"""{"timestamp":"2026-01-01T00:00:00Z","message":"Log 0a:7:{{Mac}} is the head.","fields":{"Head":"0a:7:{{Mac}}","Other":"x:0a:8:{{Mac}}"} }""";

        Assert.Equal([new LogHead("0a", 7, Mac), new LogHead("0a", 7, Mac)], LogHead.FindAll(line));
        Assert.Empty(LogHead.FindAll("""{"message":"Now listening on: http://[::]:1337"}"""));
    }
}
