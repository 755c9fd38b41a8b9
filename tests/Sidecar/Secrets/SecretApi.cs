using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.Secrets;

/// <summary><c>/v1.0/secrets/{store}</c>.</summary>
internal sealed class SecretApi(SidecarOptions options)
{
    private readonly Dictionary<string, SecretComponent> _stores = options.SecretStores.ToDictionary(store => store.Name, StringComparer.Ordinal);

    public Answer? Answer(ArrivedRequest request)
    {
        if (!request.Is("GET") || request.Path.Count < 4)
        {
            return null;
        }

        if (!_stores.TryGetValue(request.Path[2], out var store))
        {
            // 401 is what it answers, tokens or no tokens.
            return Http.Answer.Error(401, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {request.Path[2]}");
        }

        var name = request.Rest(3);
        if (name == "bulk")
        {
            return Http.Answer.Json(json => WriteAll(json, store));
        }

        return store.Get(name) is { } values
            ? Http.Answer.Json(json => Write(json, values))
            : Http.Answer.Error(500, "ERR_SECRET_GET", $"failed getting secret with key {name} from secret store {store.Name}: secret {name} not found");
    }

    private static void WriteAll(Utf8JsonWriter json, SecretComponent store)
    {
        json.WriteStartObject();
        foreach (var (name, values) in store.All().OrderBy(secret => secret.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, values);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> values)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
