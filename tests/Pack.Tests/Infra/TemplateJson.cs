using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>The template's own description: what it replaces, and what it leaves out.</summary>
internal static class TemplateJson
{
    public static JsonObject Root { get; } = Read(".template.config/template.json");

    public static IEnumerable<KeyValuePair<string, JsonObject>> Symbols =>
        Root["symbols"]!.AsObject().Select(symbol => KeyValuePair.Create(symbol.Key, symbol.Value!.AsObject()));

    /// <summary>The texts that generation replaces.</summary>
    public static string[] Tokens =>
        [(string)Root["sourceName"]!, .. Symbols.Select(symbol => (string?)symbol.Value["replaces"]).OfType<string>().Distinct()];

    /// <summary>The options on the command line that a user sees, such as <c>no-sample</c>.</summary>
    public static string[] Options =>
        [.. Read(".template.config/dotnetcli.host.json")["symbolInfo"]!.AsObject()
            .Where(symbol => (string?)symbol.Value!["isHidden"] is not "true")
            .Select(symbol => (string)symbol.Value!["longName"]!)];

    public static JsonObject Read(string file) =>
        JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Template, file)),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
}
