using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.OpenApi;

public sealed class SchemaTests
{
    [Fact]
    public async Task Schemas_have_the_names_of_their_types_and_their_comments()
    {
        var schemas = await GetSchemas();
        Assert.Equal(
            ["Bsn", "DingInvoer", "DingInvoerWijziging", "DingStatus", "DingWeergave", "DingWeergavePagina", "Eigenaar", "EigenaarWijziging", "Problem", "ProblemError", "Zoekvraag"],
            schemas.Names().Order(StringComparer.Ordinal));
        Assert.Equal("Wat een afnemer van een ding opgeeft.", (string?)schemas.At("DingInvoer", "description"));
        Assert.Equal("Hoe het ding heet.", (string?)schemas.At("DingInvoer", "properties", "naam", "description"));
        Assert.Equal("Een ding", (string?)schemas.At("DingInvoer", "properties", "naam", "example"));
        Assert.Equal(3, (int?)schemas.At("DingInvoer", "properties", "aantal", "example"));
        Assert.All(schemas.AsObject(), schema => Assert.NotEmpty((string?)schema.Value!["description"] ?? ""));
    }

    [Theory]
    [InlineData("DingInvoer", "gewensteDatum", "date")]
    [InlineData("DingInvoer", "tijd", "time-local")]
    [InlineData("DingWeergave", "vastgelegdOp", "date-time")]
    [InlineData("DingWeergave", "id", "uuid")]
    public async Task Values_have_the_format_of_the_API_Design_Rules(string schema, string property, string format)
    {
        var value = (await GetSchemas()).At(schema, "properties", property);
        Assert.Equal("string", (string?)value["type"]);
        Assert.Equal(format, (string?)value["format"]);
    }

    [Fact]
    public async Task Limits_are_told()
    {
        var properties = (await GetSchemas()).At("DingInvoer", "properties");
        Assert.Equal(200, (int?)properties["naam"]!["maxLength"]);
        Assert.Equal(99, (int?)properties["aantal"]!["maximum"]);
        Assert.Equal("integer", (string?)properties["aantal"]!["type"]);
        Assert.Equal("number", (string?)properties["gewicht"]!["type"]);
        Assert.Equal(10, (int?)properties["trefwoorden"]!["maxItems"]);
    }

    [Fact]
    public async Task A_BSN_is_a_text_of_nine_digits()
    {
        var schemas = await GetSchemas();
        Assert.Equal("string", (string?)schemas.At("Bsn", "type"));
        Assert.Equal("^[0-9]{9}$", (string?)schemas.At("Bsn", "pattern"));
        Assert.Equal("999993653", (string?)schemas.At("Bsn", "example"));
        Assert.Equal("Het burgerservicenummer van de eigenaar.", (string?)schemas.At("Eigenaar", "properties", "burgerservicenummer", "description"));
    }

    [Fact]
    public async Task An_enum_tells_its_values_and_their_meaning()
    {
        var status = (await GetSchemas()).At("DingStatus");
        Assert.Equal("string", (string?)status["type"]);
        Assert.Equal(["nieuw", "inBehandeling"], status["enum"]!.Texts());
        Assert.EndsWith("* `inBehandeling`: Iemand is ermee bezig.", (string?)status["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_in_takes_no_other_members_and_what_comes_out_may_grow()
    {
        var schemas = await GetSchemas();
        Assert.All(["DingInvoer", "DingInvoerWijziging", "Eigenaar", "Zoekvraag"], name => Assert.False((bool?)schemas[name]!["additionalProperties"]));
        Assert.All(["DingWeergave", "DingWeergavePagina", "Problem"], name => Assert.Null(schemas[name]!["additionalProperties"]));
    }

    [Fact]
    public async Task A_merge_patch_requires_nothing_and_removes_only_what_is_optional()
    {
        var patch = (await GetSchemas()).At("DingInvoerWijziging");
        Assert.Null(patch["required"]);
        Assert.Null(patch.At("properties", "naam")["nullable"]);
        Assert.True((bool?)patch.At("properties", "toelichting")["nullable"]);
        Assert.Equal("#/components/schemas/EigenaarWijziging", (string?)patch.At("properties", "eigenaar", "allOf")[0]!["$ref"]);
        Assert.True((bool?)patch.At("properties", "vorigeEigenaar")["nullable"]);
    }

    private static async Task<JsonNode> GetSchemas()
    {
        await using var app = await DescribedApp.StartAsync();
        return (await app.GetDocumentAsync()).At("components", "schemas");
    }
}
