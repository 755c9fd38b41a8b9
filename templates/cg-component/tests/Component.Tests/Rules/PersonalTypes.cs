using System.Reflection;
using CommonGround.Platform.Privacy;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Which types hold a burgerservicenummer, however deep.</summary>
internal static class PersonalTypes
{
    public static bool Has(Type type) => Reaches(type, []);

    private static bool Reaches(Type type, HashSet<Type> seen) =>
        type == typeof(Bsn)
        || (seen.Add(type)
            && ((type.GetElementType() is { } element && Reaches(element, seen))
                || type.GetGenericArguments().Any(argument => Reaches(argument, seen))
                || MembersOf(type).Any(member => Reaches(member, seen))));

    // Of the framework only what it is a list of counts, which is in its arguments.
    private static IEnumerable<Type> MembersOf(Type type) =>
        type.Assembly == typeof(object).Assembly || type.Namespace?.StartsWith("System", StringComparison.Ordinal) is true
            ? []
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(property => property.PropertyType);
}
