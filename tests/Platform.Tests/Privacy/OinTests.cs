using System.Text.Json;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Privacy;

public class OinTests
{
    [Theory]
    [InlineData("00000001823288444000")]
    [InlineData("00000099000000001000")]
    [InlineData("00000003123456780000")]
    public void An_oin_is_read_and_printed(string text) =>
        Assert.Equal(text, Oin.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0000000182328844400")]
    [InlineData("000000018232884440000")]
    [InlineData("00000001823288445000")] // its RSIN fails the eleven test
    [InlineData("00000042823288444000")] // no such register
    [InlineData("0000000182328844400x")]
    public void Anything_else_is_not(string text)
    {
        Assert.False(Oin.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Oin.Parse(text));
    }

    [Fact]
    public void An_rsin_names_an_oin() =>
        Assert.Equal("00000001823288444000", Rsin.Parse("823288444").ToOin().ToString());

    [Fact]
    public void Both_are_texts_in_json()
    {
        var numbers = new Numbers(Oin.Parse("00000001823288444000"), Rsin.Parse("823288444"));

        var json = JsonSerializer.Serialize(numbers);

        Assert.Equal("""{"Oin":"00000001823288444000","Rsin":"823288444"}""", json);
        Assert.Equal(numbers, JsonSerializer.Deserialize<Numbers>(json));
    }

    [Theory]
    [InlineData("""{"Oin":"00000042823288444000"}""")]
    [InlineData("""{"Oin":1823288444000}""")]
    [InlineData("""{"Oin":null}""")]
    [InlineData("""{"Rsin":"999993654"}""")]
    [InlineData("""{"Rsin":999993653}""")]
    public void Json_with_another_value_is_refused_without_repeating_it(string json)
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Numbers>(json));

        Assert.DoesNotContain("99999365", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_never_filled_in_is_not_written()
    {
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(default(Oin)));
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(default(Rsin)));
    }

    private sealed record Numbers(Oin Oin, Rsin Rsin);
}
