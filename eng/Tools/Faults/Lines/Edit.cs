namespace CommonGround.Tools.Faults.Lines;

/// <summary>Something that who can write the store does to what was logged.</summary>
/// <param name="Name">What, for who reads the run.</param>
/// <param name="Place">The key that the verification has to name.</param>
/// <param name="Changes">The new values by their keys; <see langword="null"/> takes a key away.</param>
internal sealed record Edit(string Name, string Place, IReadOnlyDictionary<string, string?> Changes)
{
    public static Edit Of(string name, string key, string? value) => new(name, key, new Dictionary<string, string?> { [key] = value });
}
