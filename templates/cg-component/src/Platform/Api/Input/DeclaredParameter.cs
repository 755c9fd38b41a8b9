using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CommonGround.Platform.Api.Input;

/// <summary>A value that a handler asks for: a parameter, or a property of an <c>[AsParameters]</c> type.</summary>
internal sealed record DeclaredParameter(string ClrName, Type Type, bool AllowsNull, IReadOnlyList<object> Attributes)
{
    public string Name => Attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? ClrName;

    public static IEnumerable<DeclaredParameter> Of(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Where(property => property.CanWrite).Select(From)
            : [From(parameter)];

    /// <summary>Whether the framework reads it from the query: because it says so, or because nothing else gives a simple value.</summary>
    public bool IsQuery(RoutePattern pattern) =>
        Attributes.Any(attribute => attribute is IFromQueryMetadata)
        || (!Attributes.Any(attribute => attribute is IFromRouteMetadata or IFromHeaderMetadata or IFromServiceMetadata)
            && IsSimple(Nullable.GetUnderlyingType(Type) ?? Type)
            && pattern.GetParameter(ClrName) is null);

    private static DeclaredParameter From(ParameterInfo parameter) => new(
        parameter.Name!,
        parameter.ParameterType,
        parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable,
        parameter.GetCustomAttributes(inherit: true));

    // The attributes of a positional record stand on the parameters of its constructor.
    private static DeclaredParameter From(PropertyInfo property)
    {
        var parameter = property.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => parameter.Name == property.Name);
        return new(
            property.Name,
            property.PropertyType,
            parameter is { HasDefaultValue: true } || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable,
            [.. property.GetCustomAttributes(inherit: true), .. parameter?.GetCustomAttributes(inherit: true) ?? []]);
    }

    private static bool IsSimple(Type type) =>
        type == typeof(string) || type.IsEnum || (type.IsArray && IsSimple(type.GetElementType()!)) || type.GetInterfaces().Any(
            contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IParsable<>));
}
