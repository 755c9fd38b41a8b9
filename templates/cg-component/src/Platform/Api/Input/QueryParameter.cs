using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace CommonGround.Platform.Api.Input;

/// <summary>One query parameter that an endpoint declares.</summary>
internal sealed class QueryParameter(string name, Type type, bool isRequired, IReadOnlyList<ValidationAttribute> attributes)
{
    private readonly Type _type = Nullable.GetUnderlyingType(Element(type)) ?? Element(type);
    private readonly bool _takesMany = type.IsArray || type == typeof(StringValues);

    public string Name => name;

    public bool IsRequired => isRequired;

    public static QueryParameter From(ParameterInfo parameter) => new(
        NameOf(parameter, parameter.Name!),
        parameter.ParameterType,
        !parameter.HasDefaultValue && !AllowsNull(new NullabilityInfoContext().Create(parameter)),
        [.. parameter.GetCustomAttributes<ValidationAttribute>()]);

    public static QueryParameter From(PropertyInfo property) => new(
        NameOf(property, property.Name),
        property.PropertyType,
        !AllowsNull(new NullabilityInfoContext().Create(property)),
        [.. property.GetCustomAttributes<ValidationAttribute>()]);

    public void Check(StringValues values, InputErrors errors)
    {
        if (values.Count > 1 && !_takesMany)
        {
            errors.Add(InputError.Query, name, ErrorCodes.Duplicate, "Komt meer dan eens voor.");
            return;
        }

        foreach (var text in values)
        {
            if (!QueryValue.TryRead(_type, text ?? "", out var value))
            {
                errors.Add(InputError.Query, name, ErrorCodes.Format, ValueForms.Detail(_type));
            }
            else if (attributes.FirstOrDefault(attribute => !AttributeRules.Holds(attribute, value, null, name)) is { } broken)
            {
                errors.Add(InputError.Query, name, AttributeRules.Code(broken), AttributeRules.Detail(broken, name));
            }
        }
    }

    private static string NameOf(ICustomAttributeProvider declared, string name) =>
        declared.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? name;

    private static bool AllowsNull(NullabilityInfo nullability) => nullability.WriteState == NullabilityState.Nullable;

    private static Type Element(Type type) => type.IsArray ? type.GetElementType()! : type == typeof(StringValues) ? typeof(string) : type;
}
