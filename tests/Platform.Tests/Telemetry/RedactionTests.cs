using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("999993653", "*********")]
    [InlineData("bsn=999993653;", "bsn=*********;")]
    [InlineData("/personen/999993653/adres en 123456782", "/personen/*********/adres en *********")]
    [InlineData("Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnX-0 ok", "Bearer [token] ok")]
    [InlineData("eyJh.eyJz.YQ eyJi.eyJ0.Yg", "[token] [token]")]
    public void What_looks_like_a_BSN_or_a_token_is_masked(string text, string expected) =>
        Assert.Equal(expected, Redaction.Mask(text));

    [Theory]
    [InlineData("")]
    [InlineData("999993654")]
    [InlineData("00000001823288444000")]
    [InlineData("0af7651916cd43dd999993653eb211c8")]
    [InlineData("1999993653")]
    [InlineData("eyJ is how a token begins")]
    public void Other_text_stays_the_same_instance(string text) => Assert.Same(text, Redaction.Mask(text));
}
