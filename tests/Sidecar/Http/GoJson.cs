using System.Text.Json;

namespace CommonGround.Sidecar.Http;

/// <summary>
/// What Go makes of JSON that it reads into a map and writes again: members in order of their names, and numbers as 64-bit floats, so that
/// <c>1.10</c> becomes <c>1.1</c>, <c>9007199254740993</c> becomes <c>9007199254740992</c> and thirty digits become <c>1.23e+29</c>.
/// </summary>
internal static class GoJson
{
    /// <param name="json">Where it goes.</param>
    /// <param name="value">What was read.</param>
    /// <param name="sorted">Members in order of their names; otherwise as they came.</param>
    /// <param name="wholeNumbers">Numbers without fraction or exponent stay as they are, as in a single publish.</param>
    public static void Write(Utf8JsonWriter json, JsonElement value, bool sorted = true, bool wholeNumbers = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value, sorted, wholeNumbers);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item, sorted, wholeNumbers);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                var text = value.GetRawText();
                json.WriteRawValue(wholeNumbers && text.AsSpan().IndexOfAny(".eE") < 0 ? text : GoNumber.Text(value.GetDouble()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value, bool sorted, bool wholeNumbers)
    {
        json.WriteStartObject();

        // Of two members with one name Go keeps the last.
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        foreach (var (name, member) in sorted ? members.OrderBy(member => member.Key, StringComparer.Ordinal) : members.AsEnumerable())
        {
            json.WritePropertyName(name);
            Write(json, member, sorted, wholeNumbers);
        }

        json.WriteEndObject();
    }
}
