using System.Text.Json;

namespace CommonGround.Platform.Api.Input;

/// <summary>The members of a JSON object, each once: a name that is no text or that comes again is an error.</summary>
internal static class JsonMembers
{
    public static IEnumerable<KeyValuePair<string, JsonElement>> Of(JsonElement element, JsonLocation location, InputErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (errors.Full)
            {
                yield break;
            }

            if (!JsonRead.TryName(property, out var name))
            {
                errors.Body(location, ErrorCodes.Format, "De naam van een veld is geen geldige tekst.");
            }
            else if (!seen.Add(name))
            {
                errors.Body(location.Named(name), ErrorCodes.Duplicate, "Komt meer dan eens voor.");
            }
            else
            {
                yield return KeyValuePair.Create(name, property.Value);
            }
        }
    }
}
