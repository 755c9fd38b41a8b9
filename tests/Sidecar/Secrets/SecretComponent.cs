using System.Collections.Concurrent;

namespace CommonGround.Sidecar.Secrets;

/// <summary>A secret store. It outlives the sidecars that use it, and a test may change what is in it.</summary>
public sealed class SecretComponent(string name, SecretStoreKind kind)
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _secrets = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public SecretStoreKind Kind { get; } = kind;

    /// <summary>Gives a secret one value, whose key is the secret's own name.</summary>
    public SecretComponent With(string secret, string value) => With(secret, (secret, value));

    /// <summary>Gives a secret its keys, in place of those that it had.</summary>
    public SecretComponent With(string secret, params (string Key, string Value)[] values)
    {
        _secrets[secret] = values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
        return this;
    }

    public SecretComponent Without(string secret)
    {
        _secrets.TryRemove(secret, out _);
        return this;
    }

    internal string Type => Kind == SecretStoreKind.Environment ? "secretstores.local.env" : "secretstores.local.file";

    internal IReadOnlyDictionary<string, string>? Get(string secret) => Kind switch
    {
        SecretStoreKind.SingleValued => All().GetValueOrDefault(secret),
        SecretStoreKind.Environment => _secrets.GetValueOrDefault(secret) ?? new Dictionary<string, string> { [secret] = "" },
        _ => _secrets.GetValueOrDefault(secret),
    };

    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All() => Kind != SecretStoreKind.SingleValued
        ? _secrets.ToDictionary(secret => secret.Key, secret => secret.Value, StringComparer.Ordinal)
        : _secrets.SelectMany(secret => secret.Value, (secret, value) => (Name: value.Key == secret.Key ? secret.Key : $"{secret.Key}:{value.Key}", value.Value))
            .ToDictionary(
                secret => secret.Name,
                secret => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { [secret.Name] = secret.Value },
                StringComparer.Ordinal);
}
