using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>
/// Checks JSON against a schema of draft 7 in the part that the schemas of Kubernetes and Dapr use: <c>type</c>, <c>const</c>,
/// <c>enum</c>, <c>required</c>, <c>properties</c>, <c>additionalProperties</c>, <c>items</c>, <c>$ref</c> within the file. The
/// libraries for it ask a fee, or do not restore from every feed.
/// </summary>
internal static class SchemaCheck
{
    /// <returns>What is wrong, each with its place.</returns>
    public static IEnumerable<string> Errors(JsonObject schema, JsonNode? value) => Check(schema, schema, value, "$");

    private static IEnumerable<string> Check(JsonObject root, JsonObject schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            var target = ((string)reference!)["#/$defs/".Length..];
            return Check(root, root["$defs"]![target]!.AsObject(), value, at);
        }

        string[] own = [.. Own(schema, value, at)];
        return own.Length > 0 ? own : value switch
        {
            JsonObject members => Members(root, schema, members, at),
            JsonArray items when schema["items"] is JsonObject each => items.SelectMany((item, i) => Check(root, each, item, $"{at}[{i}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> Own(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["type"] is { } type && !IsOf((string)type!, value))
        {
            yield return $"{at} is no {type}";
        }

        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
        {
            yield return $"{at} is not {constant}";
        }

        if (schema["enum"] is JsonArray known && !known.Any(one => JsonNode.DeepEquals(one, value)))
        {
            yield return $"{at} is none of {known.ToJsonString()}";
        }

        foreach (var form in schema.Select(member => member.Key).Intersect(["oneOf", "anyOf", "allOf", "not", "pattern"]))
        {
            throw new NotSupportedException($"This check does not know {form}, which the schema has at {at}.");
        }
    }

    private static IEnumerable<string> Members(JsonObject root, JsonObject schema, JsonObject members, string at)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => (string)name!).Where(name => !members.ContainsKey(name)) ?? [])
        {
            yield return $"{at} has no {name}";
        }

        foreach (var (name, member) in members)
        {
            var (known, rest) = (schema["properties"]?[name] as JsonObject, schema["additionalProperties"]);
            if (known is null && rest?.GetValueKind() == System.Text.Json.JsonValueKind.False)
            {
                yield return $"{at}.{name} is not known";
            }

            foreach (var error in (known ?? rest as JsonObject) is { } inner ? Check(root, inner, member, $"{at}.{name}") : [])
            {
                yield return error;
            }
        }
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue text && text.TryGetValue<string>(out _),
        "integer" => value is JsonValue number && number.TryGetValue<long>(out _),
        "number" => value is JsonValue number && (number.TryGetValue<long>(out _) || number.TryGetValue<decimal>(out _)),
        "boolean" => value is JsonValue truth && truth.TryGetValue<bool>(out _),
        _ => throw new NotSupportedException($"This check does not know the type {type}."),
    };
}
