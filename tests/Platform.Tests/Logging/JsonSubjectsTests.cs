using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whom JSON is about is found where it is only a part of its type, or is not valid.</summary>
public sealed class JsonSubjectsTests
{
    private const string One = "999993653";
    private const string Two = "999994086";

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("null", 0)]
    [InlineData("[]", 0)]
    [InlineData($$$"""{"hoofd":"{{{One}}}"}""", 1)]
    [InlineData($$$"""{"hoofd":"\u0039{{{Two}}}"}""", 0)]
    [InlineData("""{"hoofd":"\u0039\u0039\u0039993653"}""", 1)]
    [InlineData("""{"hoofd":"999993654"}""", 0)]
    [InlineData("""{"hoofd":null}""", 0)]
    [InlineData("""{"hoofd":"\ud800"}""", 0)]
    [InlineData($$$"""{"\ud800":1,"hoofd":"{{{One}}}"}""", 1)]
    [InlineData($$$"""{"ho\u006ffd":"{{{One}}}"}""", 1)]
    [InlineData($$$"""{"naam":"{{{One}}}","hoofd":5}""", 0)]
    [InlineData($$$"""{"vreemd":"{{{One}}}"}""", 0)]
    [InlineData($$$"""{"gezin":{"hoofd":"{{{One}}}"}}""", 1)]
    [InlineData($$$"""{"leden":["{{{One}}}",null,5,"{{{Two}}}"]}""", 2)]
    [InlineData($$$"""{"adressen":{"x":{"bewoner":"{{{One}}}"},"y":null}}""", 1)]
    [InlineData($$$"""{"partij":{"bsn":"{{{One}}}"}}""", 1)]
    [InlineData($$$"""{"partij":{"soort":"burger","bsn":"{{{One}}}"}}""", 1)]
    public void Each_is_found_where_the_type_has_one(string json, int count)
    {
        using var document = JsonDocument.Parse(json);

        var found = JsonSubjects.Find(document.RootElement, StateJson.Data.GetTypeInfo(typeof(Gezin)));

        Assert.Equal(new[] { Persons.One, Persons.Two }.Take(count), found);
    }

    internal sealed record Gezin
    {
        public required string Naam { get; init; }

        public required Bsn Hoofd { get; init; }

        public IReadOnlyList<Bsn?> Leden { get; init; } = [];

        public Dictionary<string, Adres> Adressen { get; init; } = [];

        [JsonPropertyName("gezin")]
        public Gezin? Ouders { get; init; }

        public Partij? Partij { get; init; }
    }

    internal sealed record Adres(Bsn? Bewoner, int Nummer);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "soort")]
    [JsonDerivedType(typeof(Partij), "onbekend")]
    [JsonDerivedType(typeof(Burger), "burger")]
    internal record Partij;

    internal sealed record Burger(Bsn Bsn) : Partij;
}
