using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CommonGround.Platform.Api.Input;

/// <summary>Reads JSON of which nothing is known yet: what the caller sent wrong is <see langword="false"/>, not an exception.</summary>
internal static class JsonRead
{
    public static bool TryRead(JsonElement element, JsonTypeInfo type, out object? value)
    {
        try
        {
            value = element.Deserialize(type);
            return true;
        }
        catch (Exception exception) when (IsAboutInput(exception))
        {
            value = null;
            return false;
        }
    }

    /// <summary>A name can hold half of a surrogate pair, which is no text.</summary>
    public static bool TryName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    /// <summary>Whether the value is to blame, such as one that a constructor refuses, and not the type it is read as.</summary>
    public static bool IsAboutInput(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException;
}
