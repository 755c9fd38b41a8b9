using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.OpenApi;

/// <summary>Ways through a document.</summary>
internal static class Walk
{
    /// <summary>A part of the document by its names; a reference on the way is followed.</summary>
    public static JsonNode At(this JsonNode document, params string[] names)
    {
        var node = document;
        foreach (var name in names)
        {
            node = document.Follow(node[name] ?? throw new KeyNotFoundException($"No {name} in {node.GetPath()}"));
        }

        return node;
    }

    public static JsonNode Follow(this JsonNode document, JsonNode node) =>
        node is JsonObject && (string?)node["$ref"] is { } reference ? document.At(reference.Split('/')[1..]) : node;

    public static IEnumerable<(string Name, JsonNode Operation)> Operations(this JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!);

    public static string[] Names(this JsonNode node) => [.. node.AsObject().Select(member => member.Key)];

    public static string[] Texts(this JsonNode node) => [.. node.AsArray().Select(item => (string?)item ?? "")];
}
