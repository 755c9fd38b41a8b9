using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Finds who JSON is about that cannot be read as its type, because it is only a part of it or is not valid: the <see cref="Bsn"/> members, however
/// deep, by the contract of the type. What is no BSN where one belongs is nobody's.
/// </summary>
internal static class JsonSubjects
{
    /// <returns>Who it is about, each as often as he stands in it.</returns>
    public static IReadOnlyList<Bsn> Find(JsonElement json, JsonTypeInfo type)
    {
        var found = new List<Bsn>();
        Visit(json, type, found);
        return found;
    }

    private static void Visit(JsonElement json, JsonTypeInfo type, List<Bsn> found)
    {
        if (!SubjectFinder.Of(type.Type).FindsAny)
        {
            return;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.String when TextOf(json) is { } text && Bsn.TryRead(text, out var bsn):
                found.Add(bsn);
                break;
            case JsonValueKind.Array when type.ElementType is { } element:
                foreach (var item in json.EnumerateArray())
                {
                    Visit(item, type.Options.GetTypeInfo(element), found);
                }

                break;
            case JsonValueKind.Object:
                Members(json, type, found);
                break;
        }
    }

    private static void Members(JsonElement json, JsonTypeInfo type, List<Bsn> found)
    {
        foreach (var property in json.EnumerateObject())
        {
            var member = type.Kind == JsonTypeInfoKind.Dictionary ? type.ElementType : TypeOf(property, type);
            if (member is not null)
            {
                Visit(property.Value, type.Options.GetTypeInfo(member), found);
            }
        }

        // Of a part nobody can tell which derived type it is.
        foreach (var derived in type.PolymorphismOptions?.DerivedTypes ?? [])
        {
            if (derived.DerivedType != type.Type)
            {
                Visit(json, type.Options.GetTypeInfo(derived.DerivedType), found);
            }
        }
    }

    private static Type? TypeOf(JsonProperty property, JsonTypeInfo type)
    {
        try
        {
            return type.Properties.FirstOrDefault(member => property.NameEquals(member.Name))?.PropertyType;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no name of a member.
            return null;
        }
    }

    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no BSN.
            return null;
        }
    }
}
