using System.Reflection;

namespace CommonGround.Platform.Api.Input;

/// <summary>Whether the elements of a list or the values of a dictionary may be null, which System.Text.Json does not look at.</summary>
internal static class ElementNullability
{
    public static bool Of(PropertyInfo? property)
    {
        if (property is null || property.PropertyType.IsValueType)
        {
            return false;
        }

        var nullability = new NullabilityInfoContext().Create(property);
        var element = nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault();
        return element?.ReadState == NullabilityState.Nullable;
    }
}
