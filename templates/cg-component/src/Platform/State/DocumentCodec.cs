using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>Turns a supplier's type into a stored document and back: sealed under its key, brought up to the schema of today.</summary>
internal sealed class DocumentCodec(ITenantKeys keys)
{
    /// <param name="collection">Which collection.</param>
    /// <param name="tenant">Whose key seals it.</param>
    /// <param name="id">Its id: what is sealed opens under no other.</param>
    /// <param name="version">Its version.</param>
    /// <param name="data">The supplier's type.</param>
    /// <param name="keyNumber">The key number for look-ups (commit-log 15).</param>
    public StoredDocument Write<T>(Collection<T> collection, Oin tenant, Guid id, long version, T data, int keyNumber)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(data, TypeInfo<T>());
        var text = keys.Seal(tenant, StateKeys.Document(tenant, collection.Name, id), plain);
        Dictionary<string, string>? lookUps = null;
        foreach (var (name, valueOf) in collection.LookUps)
        {
            if (valueOf(data) is { } value)
            {
                (lookUps ??= []).Add(name, Mark(collection, tenant, name, value, keyNumber));
            }
        }

        return new StoredDocument(collection.Schema, version, text, lookUps);
    }

    /// <exception cref="StateUnavailableException">The key that sealed it is not at hand, or it was altered.</exception>
    public Document<T> Read<T>(Collection<T> collection, Oin tenant, Guid id, StoredDocument stored)
    {
        var plain = Open(StateKeys.Document(tenant, collection.Name, id), tenant, stored.Data);
        var data = stored.Schema < collection.Schema && collection.Upgrades.Count > 0
            ? Upgrade(collection, stored.Schema, plain)
            : JsonSerializer.Deserialize(plain, TypeInfo<T>());
        return new Document<T>(id, stored.Version, data ?? throw new JsonException("A stored document holds null."));
    }

    /// <summary>What a document has for a value that it is found by: <c>{key number}/{keyed hash}</c>.</summary>
    public string Mark<T>(Collection<T> collection, Oin tenant, string lookUp, string value, int keyNumber) =>
        $"{keyNumber}/{keys.Hash(tenant, keyNumber, $"{collection.Name}/{lookUp}", value)}";

    public static StoredDocument Parse(string value) => JsonSerializer.Deserialize(value, StateJson.Platform.StoredDocument)!;

    private byte[] Open(string key, Oin tenant, string text)
    {
        try
        {
            return keys.Open(tenant, key, text);
        }
        catch (CryptographicException e)
        {
            throw new StateUnavailableException($"The document {key} does not open: its key is not at hand, or it was altered.", e);
        }
    }

    private static T? Upgrade<T>(Collection<T> collection, int from, byte[] plain)
    {
        var node = JsonNode.Parse(plain)!.AsObject();
        for (var schema = from; schema < collection.Schema; schema++)
        {
            if (collection.Upgrades.TryGetValue(schema, out var step))
            {
                step(node);
            }
        }

        return node.Deserialize(TypeInfo<T>());
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)StateJson.Data.GetTypeInfo(typeof(T));
}
