using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests;

/// <summary>How the description of the API writes its names, whatever resources it has.</summary>
public sealed class DescriptionTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private const string CamelCase = "^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$";

    /// <summary>ADR-12: lower case and hyphens. A segment may be a parameter, begin with an underscore, or name the document itself.</summary>
    [Fact]
    public async Task Paths_are_in_lower_case_with_hyphens()
    {
        var paths = (await ReadAsync())["paths"]!.AsObject().Select(path => path.Key).ToArray();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.Matches(@"^(/(_?[a-z][a-z0-9]*(-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\}|openapi\.json))+$", path));
    }

    /// <summary>ADR-13 for parameters of the path and the query; fields are written in the same way.</summary>
    [Fact]
    public async Task Parameters_and_fields_are_in_camelCase()
    {
        var description = await ReadAsync();
        var objects = Objects(description).ToArray();
        var fields = objects.Select(part => part["properties"]).OfType<JsonObject>().SelectMany(properties => properties.Select(field => field.Key));
        var parameters = objects.Where(part => part["in"] is JsonValue place && (string?)place is "query" or "path").Select(part => (string)part["name"]!);

        Assert.All(fields.Concat(parameters), name => Assert.Matches(CamelCase, name));
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Objects(member.Value)).Prepend(part),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private async Task<JsonNode> ReadAsync()
    {
        using var answer = await component.Anonymous().GetAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
        return await answer.JsonAsync();
    }
}
