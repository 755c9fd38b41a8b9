using System.Text;
using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.Dapr;

/// <summary>What a scripted sidecar answers.</summary>
internal sealed record ScriptedAnswer(int Status, byte[]? Body = null, string? ContentType = "application/json", string? ETag = null)
{
    /// <summary>Whether it tells how long it is.</summary>
    public bool HasLength { get; init; } = true;

    public static ScriptedAnswer NoContent { get; } = new(204, ContentType: null);

    public static ScriptedAnswer Json(int status, string json, string? etag = null) => new(status, Encoding.UTF8.GetBytes(json), ETag: etag);

    public static ScriptedAnswer Text(int status, string text) => new(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public static ScriptedAnswer Error(int status, string code, string message = "words of the store") =>
        Json(status, new JsonObject { ["errorCode"] = code, ["message"] = message }.ToJsonString());
}
