using System.Reflection;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>What an assembly declares to those who use it, as text: one line per member.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <returns>The lines of the reference that the real assemblies do not have.</returns>
    public static string[] Missing(Assembly reference, IEnumerable<Assembly> real) => [.. Lines(reference).Except(real.SelectMany(Lines))];

    private static IEnumerable<string> Lines(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(type => type.GetMembers(Declared).Where(IsVisible).Select(member => $"{Kind(type)} {type}: {Line(member)}")
            .Prepend($"{Kind(type)} {type} : {type.BaseType}"));

    private static string Kind(Type type) => (type.IsAbstract, type.IsSealed) switch
    {
        (true, true) => "static",
        (true, false) => "abstract",
        (false, true) => "sealed",
        _ => "open",
    };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily,
        FieldInfo field => field.IsPublic,
        PropertyInfo property => property.GetAccessors().Length > 0,
        _ => false,
    };

    private static string Line(MemberInfo member) => member switch
    {
        MethodInfo method => $"{(method.IsAbstract ? "abstract " : "")}{(method.IsStatic ? "static " : "")}{method.ReturnType} {method.Name}{Parameters(method)}",
        MethodBase constructor => $"constructor{Parameters(constructor)}",
        FieldInfo field => $"{field.FieldType} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Select(one => $"{one.ParameterType} {one.Name}{(one.IsOptional ? " = " + one.RawDefaultValue : "")}"))})";
}
