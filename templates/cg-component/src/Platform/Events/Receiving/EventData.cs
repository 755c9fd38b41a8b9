using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>
/// How the <c>data</c> of a received event becomes a supplier's type: members in camelCase, enums by name. What the type does not have
/// is skipped, because publishers add members; what it requires must be there.
/// </summary>
internal static class EventData
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="UnusableEventException">It is no <typeparamref name="T"/>; the message says where.</exception>
    public static T Read<T>(JsonElement? data)
    {
        try
        {
            return data is { } element && element.Deserialize<T>(s_options) is { } read
                ? read
                : throw new UnusableEventException("It has no data.");
        }
        catch (JsonException e)
        {
            throw new UnusableEventException($"Its data is no {typeof(T).Name}, at {e.Path ?? "$"}.", e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new UnusableEventException($"Its data is no {typeof(T).Name}: the type refused it ({e.GetType().Name}).", e);
        }
    }
}
