using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Tests.Architecture;

namespace CommonGround.Platform.Tests.Dapr;

/// <summary>What a real sidecar was asked and answered, from <c>tests/data/dapr-exchanges</c>.</summary>
internal sealed record Exchange(string Name, string Method, string Path, JsonNode? RequestBody, ScriptedAnswer Answer)
{
    /// <summary>The exchanges of one group in which the component asked.</summary>
    public static Exchange[] Of(string file, string group)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(PlatformSource.Repository, "tests", "data", "dapr-exchanges", $"{file}.json"));
        return [.. JsonNode.Parse(text)!["groups"]![group]!.AsArray()
            .Where(exchange => (string?)exchange!["direction"] == "component to sidecar" && exchange["response"]?["status"] is not null)
            .Select(exchange => Read(exchange!))];
    }

    public static ScriptedAnswer Answered(string file, string group, string name) => Of(file, group).First(exchange => exchange.Name == name).Answer;

    private static Exchange Read(JsonNode exchange)
    {
        var (request, response) = (exchange["request"]!, exchange["response"]!);
        var headers = response["headers"]!.AsObject();
        return new Exchange(
            (string)exchange["name"]!, (string)request["method"]!, (string)request["path"]!, request["body"]?["json"],
            new ScriptedAnswer((int)response["status"]!, Bytes(response["body"]), (string?)headers["Content-Type"], (string?)headers["Etag"])
            {
                HasLength = headers.ContainsKey("Content-Length"),
            });
    }

    private static byte[]? Bytes(JsonNode? body) =>
        body is null ? null : Encoding.UTF8.GetBytes((string?)body["text"] ?? body["json"]?.ToJsonString() ?? "null");
}
