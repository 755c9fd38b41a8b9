using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.OpenApi;

namespace CommonGround.Platform.Api.Input;

/// <summary>Checks an object that was read from JSON: nulls in lists, validation attributes, and what the objects say of themselves.</summary>
internal sealed class ObjectCheck(InputErrors errors)
{
    public const string Missing = ProblemSchemas.MissingDetail;

    public void Value(object value, JsonTypeInfo type, JsonLocation location, bool elementsAllowNull)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                Object(value, TypeRules.Of(Actual(value, type)), location);
                break;
            case JsonTypeInfoKind.Enumerable when value is IEnumerable elements:
                Elements(elements, type, location, elementsAllowNull);
                break;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries:
                Entries(entries, type, location, elementsAllowNull);
                break;
        }
    }

    /// <summary>Asks an object that is right by its type and attributes whether it is right as a whole.</summary>
    public void Whole(object value, TypeRules rules, JsonLocation location)
    {
        if (value is not IValidatableObject validatable)
        {
            return;
        }

        foreach (var result in validatable.Validate(new ValidationContext(value)))
        {
            var name = result.MemberNames.Select(rules.JsonName).FirstOrDefault(name => name is not null);
            errors.Body(name is null ? location : location.Member(name), ErrorCodes.Rule, result.ErrorMessage ?? "Voldoet niet aan de beschrijving van de API.");
        }
    }

    // Of a type with derived types the discriminator chose one: the rules are those of that one.
    private static JsonTypeInfo Actual(object value, JsonTypeInfo type) =>
        type.PolymorphismOptions is null ? type : type.Options.GetTypeInfo(value.GetType());

    private void Object(object value, TypeRules rules, JsonLocation location)
    {
        var before = errors.Count;
        foreach (var member in rules.Checked)
        {
            var content = member.Get!(value);
            if (content is null && !member.AllowsNull)
            {
                errors.Body(location.Member(member.Name), ErrorCodes.Required, Missing);
                continue;
            }

            if (ValueForms.IsUndefined(content))
            {
                errors.Body(location.Member(member.Name), ErrorCodes.Format, ValueForms.Detail(member.Type.Type));
            }

            if (member.Attributes.Count > 0)
            {
                AttributeRules.Check(member, content, value, location.Member(member.Name), errors);
            }

            if (content is not null && member.IsContainer && !member.IsOpaque)
            {
                Value(content, member.Type, location.Member(member.Name), member.ElementsAllowNull);
            }
        }

        if (rules.IsValidatable && errors.Count == before)
        {
            Whole(value, rules, location);
        }
    }

    private void Elements(IEnumerable elements, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        var elementType = type.Options.GetTypeInfo(type.ElementType!);
        if (elementType is { Kind: JsonTypeInfoKind.None, Type: { IsValueType: true, IsEnum: false } })
        {
            return;
        }

        var index = 0;
        foreach (var element in elements)
        {
            Element(element, elementType, location.Element(index++), allowNull);
        }
    }

    private void Entries(IDictionary entries, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        var elementType = type.Options.GetTypeInfo(type.ElementType!);
        foreach (DictionaryEntry entry in entries)
        {
            Element(entry.Value, elementType, location.Named(entry.Key.ToString() ?? ""), allowNull);
        }
    }

    private void Element(object? element, JsonTypeInfo type, JsonLocation location, bool allowNull)
    {
        if (ValueForms.IsUndefined(element))
        {
            errors.Body(location, ErrorCodes.Format, ValueForms.Detail(type.Type));
        }
        else if (element is not null)
        {
            Value(element, type, location, elementsAllowNull: false);
        }
        else if (!allowNull && Nullable.GetUnderlyingType(type.Type) is null)
        {
            errors.Body(location, ErrorCodes.Required, Missing);
        }
    }
}
