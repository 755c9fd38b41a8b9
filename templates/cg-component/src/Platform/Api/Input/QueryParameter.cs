using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Primitives;

namespace CommonGround.Platform.Api.Input;

/// <summary>One query parameter that an endpoint declares.</summary>
internal sealed class QueryParameter(DeclaredParameter declared)
{
    private readonly Type _type = Readable(declared);
    private readonly bool _takesMany = declared.Type.IsArray || declared.Type == typeof(StringValues);
    private readonly ValidationAttribute[] _attributes = [.. declared.Attributes.OfType<ValidationAttribute>()];

    public string Name { get; } = declared.Name;

    /// <summary>A list that is not given is an empty one.</summary>
    public bool IsRequired => !declared.AllowsNull && !_takesMany;

    public void Check(StringValues values, InputErrors errors)
    {
        if (values.Count > 1 && !_takesMany)
        {
            errors.Add(InputError.Query, Name, ErrorCodes.Duplicate, "Komt meer dan eens voor.");
            return;
        }

        foreach (var text in values)
        {
            if (!QueryValue.TryRead(_type, text ?? "", out var value))
            {
                errors.Add(InputError.Query, Name, ErrorCodes.Format, ValueForms.Detail(_type));
            }
            else
            {
                CheckRules(value, errors);
            }
        }
    }

    private void CheckRules(object value, InputErrors errors)
    {
        foreach (var attribute in _attributes)
        {
            // There is no object that holds it: to an attribute it is its own.
            if (AttributeRules.Broken(attribute, value, value, Name, declared.ClrName) is { } detail)
            {
                errors.Add(InputError.Query, Name, AttributeRules.Code(attribute), detail);
                return;
            }
        }
    }

    private static Type Readable(DeclaredParameter declared)
    {
        var element = declared.Type.IsArray ? declared.Type.GetElementType()! : declared.Type == typeof(StringValues) ? typeof(string) : declared.Type;
        var type = Nullable.GetUnderlyingType(element) ?? element;

        // The framework reads an enum by its name in C#, the description of the API shows it in camelCase: no value could be right.
        return !type.IsEnum ? type : throw new InvalidOperationException(
            $"The query parameter '{declared.Name}' is an enum, which cannot be read as the API writes it: take a string with [AllowedValues].");
    }
}
