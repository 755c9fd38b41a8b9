using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Finds who a document is about: the <see cref="Bsn"/> members of its type, however deep, by the contract that it is stored by. A BSN that is
/// kept as text, or in JSON without a type, is not seen: hence the type.
/// </summary>
internal sealed class SubjectFinder
{
    // The serializer goes no deeper.
    private const int MaxDepth = 64;

    private static readonly ConcurrentDictionary<Type, SubjectFinder> s_finders = new();

    private readonly bool _isSequence;
    private readonly Type? _element;
    private readonly (Func<object, object?> Get, Type Type)[] _members;
    private readonly bool _isPolymorphic;

    private SubjectFinder(Type type)
    {
        FindsAny = Reaches(type, []);
        var info = StateJson.Data.GetTypeInfo(type);
        _isSequence = info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary;
        _element = info.Kind == JsonTypeInfoKind.Dictionary ? typeof(KeyValuePair<,>).MakeGenericType(info.KeyType!, info.ElementType!) : info.ElementType;
        _members = [.. Members(info).Where(member => Reaches(member.PropertyType, [])).Select(member => (member.Get!, member.PropertyType))];
        _isPolymorphic = info.PolymorphismOptions is { DerivedTypes.Count: > 0 };
    }

    /// <summary>Whether documents of the type can be about a person at all.</summary>
    public bool FindsAny { get; }

    public static SubjectFinder Of(Type type) => s_finders.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static wanted => new SubjectFinder(wanted));

    /// <returns>Who it is about, each as often as he stands in it.</returns>
    public IReadOnlyList<Bsn> Find(object? value)
    {
        var found = new List<Bsn>();
        Visit(value, found, 0);
        return found;
    }

    private void Visit(object? value, List<Bsn> found, int depth)
    {
        if (value is null || depth > MaxDepth)
        {
            return;
        }

        if (value is Bsn bsn)
        {
            if (bsn != default)
            {
                found.Add(bsn);
            }
        }
        else if (_isPolymorphic && Of(value.GetType()) is { } own && own != this)
        {
            own.Visit(value, found, depth);
        }
        else if (_isSequence)
        {
            var finder = Of(_element!);
            foreach (var element in (IEnumerable)value)
            {
                finder.Visit(element, found, depth + 1);
            }
        }
        else
        {
            foreach (var (get, type) in _members)
            {
                Of(type).Visit(get(value), found, depth + 1);
            }
        }
    }

    private static bool Reaches(Type declared, HashSet<Type> seen)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(Bsn))
        {
            return true;
        }

        if (!seen.Add(type))
        {
            return false;
        }

        var info = StateJson.Data.GetTypeInfo(type);
        return (info.ElementType is { } element && Reaches(element, seen))
            || (info.PolymorphismOptions?.DerivedTypes.Any(derived => Reaches(derived.DerivedType, seen)) ?? false)
            || Members(info).Any(member => Reaches(member.PropertyType, seen));
    }

    private static IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo info) => info.Properties.Where(member => member.Get is not null);
}
