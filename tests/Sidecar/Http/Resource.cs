using System.Text.Json;

namespace CommonGround.Sidecar.Http;

/// <summary>The component that an error is about.</summary>
internal sealed record Resource(string Type, string Name, string Description = "")
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.ResourceInfo");
        json.WriteString("description", Description);
        json.WriteString("owner", "");
        json.WriteString("resource_name", Name);
        json.WriteString("resource_type", Type);
        json.WriteEndObject();
    }
}
