using System.Text.Json.Nodes;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>A kind of document: its name in keys, its schema version, and the values by which it can be found.</summary>
/// <typeparam name="T">The supplier's own type, as it is stored.</typeparam>
public sealed class Collection<T>
{
    private readonly Dictionary<string, Func<T, string?>> _lookUps = [];
    private readonly HashSet<string> _lookUpsOfPersons = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Action<JsonObject>> _upgrades = [];

    /// <param name="name">The plural in lower case and hyphens, such as <c>aanvragen</c>. It is part of every key: it never changes.</param>
    public Collection(string name)
    {
        StateKeys.CheckName(name, nameof(name));
        Name = name;
    }

    private Collection(string name, string prefix) => Name = prefix + name;

    public string Name { get; }

    /// <summary>The schema version that documents are written with. The default value is 1.</summary>
    public int Schema { get; init; } = 1;

    internal IReadOnlyDictionary<string, Func<T, string?>> LookUps => _lookUps;

    internal IReadOnlyDictionary<int, Action<JsonObject>> Upgrades => _upgrades;

    /// <summary>Whether the values of a look-up are persons.</summary>
    internal bool IsOfPersons(string lookUp) => _lookUpsOfPersons.Contains(lookUp);

    /// <summary>A collection of the platform itself: its name begins with <c>_</c>, as none of a supplier does.</summary>
    internal static Collection<T> Own(string name)
    {
        StateKeys.CheckName(name, nameof(name));
        return new Collection<T>(name, "_");
    }

    /// <summary>Makes documents findable by a value. Only a keyed hash of the value is stored (commit-log 15).</summary>
    /// <param name="name">The name of the look-up in lower case and hyphens; it never changes.</param>
    /// <param name="value">The value, or <see langword="null"/> where the document is not to be found by it.</param>
    public Collection<T> LookUp(string name, Func<T, string?> value)
    {
        StateKeys.CheckName(name, nameof(name));
        _lookUps.Add(name, value);
        return this;
    }

    /// <summary>Makes documents findable by a person. A search for one is logged as use of his data, also where it finds nothing.</summary>
    /// <param name="name">The name of the look-up in lower case and hyphens; it never changes.</param>
    /// <param name="person">The person, or <see langword="null"/> where the document is not to be found by one.</param>
    public Collection<T> LookUp(string name, Func<T, Bsn?> person)
    {
        LookUp(name, (T data) => person(data)?.Reveal());
        _lookUpsOfPersons.Add(name);
        return this;
    }

    /// <summary>Turns data of schema version <paramref name="from"/> into the next version when such a document is read.</summary>
    /// <remarks>A version that only adds members needs no step.</remarks>
    public Collection<T> Upgrade(int from, Action<JsonObject> step)
    {
        _upgrades.Add(from, step);
        return this;
    }
}
