using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Privacy;

public class ElevenTestTests
{
    [Theory]
    [InlineData("999993653")]
    [InlineData("999994086")]
    [InlineData("999990342")]
    [InlineData("123456782")]
    [InlineData("111222333")]
    [InlineData("479580261")]
    public void A_number_that_passes_is_a_bsn_and_an_rsin(string digits)
    {
        Assert.True(Bsn.TryRead(digits, out var bsn));
        Assert.Equal(digits, bsn.Reveal());
        Assert.Equal(digits, Rsin.Parse(digits).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("999993654")] // fails the test
    [InlineData("000000000")]
    [InlineData("99999365")] // eight digits are not padded
    [InlineData("23456782")]
    [InlineData("9999936530")]
    [InlineData(" 999993653")]
    [InlineData("99999365x")]
    [InlineData("٩٩٩٩٩٣٦٥٣")] // digits, but not these
    public void Anything_else_is_neither(string? digits)
    {
        Assert.False(Bsn.TryRead(digits, out _));
        Assert.False(Rsin.TryParse(digits, out _));
    }
}
