using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CommonGround.Platform.Api.Input;

/// <summary>What is asked of one member of a JSON object, read once from its type.</summary>
internal sealed class MemberRules
{
    public MemberRules(JsonPropertyInfo property, JsonSerializerOptions options)
    {
        Name = property.Name;
        ClrName = (property.AttributeProvider as MemberInfo)?.Name;
        Type = options.GetTypeInfo(property.PropertyType);
        Get = property.Get;
        IsOpaque = property.CustomConverter is not null;
        IsRequired = property.IsRequired;
        AllowsNull = !property.PropertyType.IsValueType
            ? property.IsSetNullable && property.AssociatedParameter?.IsNullable != false
            : Nullable.GetUnderlyingType(property.PropertyType) is not null;
        Attributes = [.. Read(property.AttributeProvider), .. Read(property.AssociatedParameter?.AttributeProvider)];
        ElementsAllowNull = ElementNullability.Of(property.AttributeProvider as PropertyInfo);
        IsContainer = Type.Kind != JsonTypeInfoKind.None;
        IsEnum = (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum;
    }

    public string Name { get; }

    public string? ClrName { get; }

    public JsonTypeInfo Type { get; }

    public Func<object, object?>? Get { get; }

    /// <summary>A converter of its own reads the member: only reading it tells whether it is right.</summary>
    public bool IsOpaque { get; }

    public bool IsRequired { get; }

    public bool AllowsNull { get; }

    public bool ElementsAllowNull { get; }

    public bool IsContainer { get; }

    public bool IsEnum { get; }

    public IReadOnlyList<ValidationAttribute> Attributes { get; }

    /// <summary>Whether a value that was read can still be wrong.</summary>
    public bool NeedsCheck => Get is not null && (Attributes.Count > 0 || IsContainer || IsEnum || (!AllowsNull && !Type.Type.IsValueType));

    private static IEnumerable<ValidationAttribute> Read(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>() ?? [];
}
