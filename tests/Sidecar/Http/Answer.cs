using System.Text.Json;

namespace CommonGround.Sidecar.Http;

/// <summary>An answer that is not yet sent: a fault may still keep it back.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default, string? ContentType = null)
{
    public static readonly Answer NoContent = new(204);

    /// <summary>Further headers, as they came from a component that was called.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Headers { get; init; } = [];

    /// <summary>Whether the answer names the trace: health and refusals before the API do not.</summary>
    public bool Traced { get; init; } = true;

    public static Answer Json(ReadOnlyMemory<byte> json) => new(200, json, "application/json");

    public static Answer Json(Action<Utf8JsonWriter> write, int status = 200) => new(status, JsonText.Of(write), "application/json");

    /// <summary>Dapr's form of an error.</summary>
    public static Answer Error(int status, string code, string message) => Json(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("errorCode", code);
            json.WriteString("message", message);
            json.WriteEndObject();
        },
        status);

    /// <summary>An error with <c>details</c>, which Dapr's newer APIs add.</summary>
    public static Answer Error(int status, string code, string message, string reason, Resource? resource = null) => Json(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("errorCode", code);
            json.WriteString("message", message);
            json.WriteStartArray("details");
            resource?.Write(json);
            json.WriteStartObject();
            json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
            json.WriteString("domain", "dapr.io");
            json.WriteNull("metadata");
            json.WriteString("reason", reason);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        },
        status);
}
