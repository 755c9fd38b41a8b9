using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace CommonGround.Platform.Api.Input;

/// <summary>What is asked of a JSON object, read once from its type and kept.</summary>
internal sealed class TypeRules
{
    private static readonly ConcurrentDictionary<JsonTypeInfo, TypeRules> Known = new();

    private readonly FrozenDictionary<string, MemberRules> _byName;

    private TypeRules(JsonTypeInfo type)
    {
        var properties = type.Properties.Where(property => !property.IsExtensionData && (property.Set is not null || property.AssociatedParameter is not null));
        Members = [.. properties.Select(property => new MemberRules(property, type.Options))];
        Checked = [.. Members.Where(member => member.NeedsCheck)];
        TakesAnyMember = type.Properties.Any(property => property.IsExtensionData);
        IsValidatable = type.Type.IsAssignableTo(typeof(IValidatableObject));
        _byName = Members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<MemberRules> Members { get; }

    /// <summary>The members that a value that was read can still have wrong.</summary>
    public IReadOnlyList<MemberRules> Checked { get; }

    public bool TakesAnyMember { get; }

    public bool IsValidatable { get; }

    public static TypeRules Of(JsonTypeInfo type) => Known.GetOrAdd(type, static info => new TypeRules(info));

    public MemberRules? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name in JSON of a member that C# code names.</summary>
    public string? JsonName(string clrName) => Members.FirstOrDefault(member => member.ClrName == clrName)?.Name;
}
