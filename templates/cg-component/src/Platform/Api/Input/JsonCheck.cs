using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CommonGround.Platform.Api.Input;

/// <summary>
/// Finds all errors of a JSON document that its type refuses (ADR-19): the serializer itself stops at the first.
/// </summary>
/// <param name="errors">Where the errors go.</param>
/// <param name="isPatch">A merge patch: nothing is required, and null takes a member away (RFC 7396).</param>
internal sealed class JsonCheck(InputErrors errors, bool isPatch)
{
    private readonly ObjectCheck _objects = new(errors);

    public void Value(JsonElement element, JsonTypeInfo type, JsonLocation location, bool elementsAllowNull)
    {
        if (errors.Full)
        {
            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when type.PolymorphismOptions is null:
                Object(element, type, location);
                break;
            case JsonTypeInfoKind.Object when isPatch && element.ValueKind == JsonValueKind.Object:
                // Of a part nobody can tell which derived type it is: it is checked when it is merged.
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                Elements(element, type, location, elementsAllowNull);
                break;
            case JsonTypeInfoKind.Enumerable:
                errors.Body(location, ErrorCodes.Type, "Moet een lijst zijn.");
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                Entries(element, type, location, elementsAllowNull);
                break;
            default:
                Leaf(element, type, location);
                break;
        }
    }

    private void Object(JsonElement element, JsonTypeInfo type, JsonLocation location)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Body(location, ErrorCodes.Type, "Moet een JSON-object zijn.");
            return;
        }

        var before = errors.Count;
        var rules = TypeRules.Of(type);
        var seen = Members(element, rules, location);
        if (isPatch)
        {
            return;
        }

        foreach (var member in rules.Members)
        {
            if (member.IsRequired && !seen.Contains(member.Name))
            {
                errors.Body(location.Member(member.Name), ErrorCodes.Required, ObjectCheck.Missing);
            }
        }

        if (rules.IsValidatable && errors.Count == before && JsonRead.TryRead(element, type, out var value) && value is not null)
        {
            _objects.Whole(value, rules, location);
        }
    }

    private HashSet<string> Members(JsonElement element, TypeRules rules, JsonLocation location)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonMembers.Of(element, location, errors))
        {
            seen.Add(name);
            if (rules.Find(name) is { } member)
            {
                Member(value, member, location.Member(name));
            }
            else if (!rules.TakesAnyMember)
            {
                errors.Body(location.Named(name), ErrorCodes.Unknown, "Dit veld is niet bekend.");
            }
        }

        return seen;
    }

    private void Member(JsonElement element, MemberRules member, JsonLocation location)
    {
        var before = errors.Count;
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!isPatch && !member.AllowsNull)
            {
                errors.Body(location, ErrorCodes.Required, ObjectCheck.Missing);
            }
        }
        else if (!member.IsOpaque)
        {
            Value(element, member.Type, location, member.ElementsAllowNull);
        }

        // What is left of an object in a patch is not the object that its attributes are about.
        var isPart = isPatch && (element.ValueKind is JsonValueKind.Object or JsonValueKind.Null);
        if (member.Attributes.Count > 0 && errors.Count == before && !isPart && !member.IsOpaque && JsonRead.TryRead(element, member.Type, out var value))
        {
            AttributeRules.Check(member, value, null, location, errors);
        }
    }

    private void Elements(JsonElement element, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        // A patch replaces a list as a whole, so its elements are complete.
        var whole = isPatch ? new JsonCheck(errors, isPatch: false) : this;
        var elementType = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (errors.Full)
            {
                return;
            }

            whole.Element(item, elementType, location.Element(index++), allowNull);
        }
    }

    private void Entries(JsonElement element, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        var elementType = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var (name, value) in JsonMembers.Of(element, location, errors))
        {
            Element(value, elementType, location.Named(name), allowNull || isPatch);
        }
    }

    private void Element(JsonElement element, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        if (element.ValueKind != JsonValueKind.Null)
        {
            Value(element, type, location, elementsAllowNull: false);
        }
        else if (!allowNull && Nullable.GetUnderlyingType(type.Type) is null)
        {
            errors.Body(location, ErrorCodes.Required, ObjectCheck.Missing);
        }
    }

    private void Leaf(JsonElement element, JsonTypeInfo type, JsonLocation location)
    {
        if (!JsonRead.TryRead(element, type, out var value) || ValueForms.IsUndefined(value))
        {
            var code = ValueForms.IsWrongKind(type.Type, element.ValueKind) ? ErrorCodes.Type : ErrorCodes.Format;
            errors.Body(location, code, ValueForms.Detail(type.Type));
        }
        else if (value is not null && type.PolymorphismOptions is not null)
        {
            _objects.Value(value, type, location, elementsAllowNull: false);
        }
    }
}
