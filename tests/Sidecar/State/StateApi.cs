using System.Globalization;
using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.State;

/// <summary><c>/v1.0/state/{store}</c>.</summary>
internal sealed class StateApi(SidecarOptions options)
{
    private readonly Dictionary<string, StateComponent> _stores = options.StateStores.ToDictionary(store => store.Name, StringComparer.Ordinal);
    private readonly StateRequests _requests = new(options.AppId);

    /// <returns><see langword="null"/> where the path or method is none of the API's.</returns>
    public Answer? Answer(ArrivedRequest request)
    {
        if (Route(request) is not { } route)
        {
            return null;
        }

        if (!_stores.TryGetValue(request.Path[2], out var store))
        {
            return Http.Answer.Error(
                400, "ERR_STATE_STORE_NOT_FOUND", $"state store {request.Path[2]} is not found", "DAPR_STATE_NOT_FOUND", new("state", request.Path[2]));
        }

        if (request.TooLarge)
        {
            return Http.Answer.Error(400, "ERR_MALFORMED_REQUEST", "stream too large");
        }

        try
        {
            return route(store, request);
        }
        catch (StateRequestException refused) when (refused.Reason is { } reason)
        {
            return Http.Answer.Error(400, refused.Code, refused.Message, reason, new("state", store.Name));
        }
        catch (StateRequestException refused)
        {
            return Http.Answer.Error(400, refused.Code, refused.Message);
        }
    }

    public Answer? Query(string name) => !_stores.TryGetValue(name, out var store) ? null : store.Kind switch
    {
        StateStoreKind.Redis => Http.Answer.Error(
            500, "ERR_STATE_QUERY", $"state store {name} query failed: redis-json server support is required for query capability", "DAPR_STATE_QUERY_FAILED", new("state", name)),
        _ => Http.Answer.Error(
            500, "ERR_STATE_STORE_NOT_SUPPORTED", "state store does not support querying", "DAPR_STATE_QUERYING_NOT_SUPPORTED", new("state", name)),
    };

    private Func<StateComponent, ArrivedRequest, Answer>? Route(ArrivedRequest request) => (request.Method, request.Path) switch
    {
        ("POST" or "PUT", [_, _, _]) => Save,
        ("POST" or "PUT", [_, _, _, "bulk"]) => BulkGet,
        ("POST" or "PUT", [_, _, _, "transaction"]) => Transact,
        ("GET", [_, _, _, _]) => Get,
        ("DELETE", [_, _, _, _]) => Delete,
        _ => null,
    };

    private Answer Get(StateComponent store, ArrivedRequest request)
    {
        var key = _requests.Key(request.Path[3]);
        if (store.Down)
        {
            return Http.Answer.Error(500, "ERR_STATE_GET", $"fail to get {request.Path[3]} from state store {store.Name}: {store.Behaviour.DownText}");
        }

        if (store.Get(key) is not { } row)
        {
            return Http.Answer.NoContent;
        }

        List<KeyValuePair<string, string[]>> headers = [new("Etag", [row.ETag])];
        if (row.Expires is { } expires && store.Behaviour.ShowsExpiry)
        {
            headers.Add(new("Metadata.ttlexpiretime", [expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]));
        }

        return Http.Answer.Json(row.Value) with { Headers = headers };
    }

    private Answer BulkGet(StateComponent store, ArrivedRequest request)
    {
        var keys = _requests.Keys(request.Body);
        if (store.Down)
        {
            return Http.Answer.Error(500, "ERR_STATE_BULK_GET", store.Behaviour.DownText);
        }

        var rows = store.GetMany([.. keys.Select(_requests.Key)]);
        var items = keys.Zip(rows);
        if (store.Behaviour.FoundFirst)
        {
            items = items.OrderBy(item => item.Second is null).ThenBy(item => item.Second is null ? "" : item.First, StringComparer.Ordinal);
        }

        return Http.Answer.Json(json => WriteItems(json, store, items));
    }

    private static void WriteItems(Utf8JsonWriter json, StateComponent store, IEnumerable<(string Key, StateRow? Row)> items)
    {
        json.WriteStartArray();
        foreach (var (key, row) in items)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            if (store.FailingKeys.Contains(key))
            {
                json.WriteString("error", store.Behaviour.DownText);
            }
            else if (row is not null)
            {
                json.WritePropertyName("data");
                json.WriteRawValue(row.Value, skipInputValidation: true);
                json.WriteString("etag", row.ETag);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private Answer Save(StateComponent store, ArrivedRequest request)
    {
        var changes = _requests.Saves(request.Body, store.Behaviour);
        var problem = store.Trouble ?? store.Each(changes);
        return problem is null
            ? Http.Answer.NoContent
            : Http.Answer.Error(problem.Status, "ERR_STATE_SAVE", $"failed saving state in state store {store.Name}: {problem.Text}");
    }

    private Answer Transact(StateComponent store, ArrivedRequest request)
    {
        var changes = _requests.Operations(request.Body, store.Behaviour);
        var problem = store.Trouble ?? store.Transact(changes);
        return problem is null
            ? Http.Answer.NoContent
            : Http.Answer.Error(500, "ERR_STATE_TRANSACTION", $"error while executing state transaction: {problem.Text}");
    }

    private Answer Delete(StateComponent store, ArrivedRequest request)
    {
        var etag = request.Headers.IfMatch.ToString();
        var change = new StateChange(_requests.Key(request.Path[3]), null, etag.Length > 0 ? etag : null, false, null);
        var problem = store.Trouble ?? store.Each([change]);
        return problem is null
            ? Http.Answer.NoContent
            : Http.Answer.Error(problem.Status, "ERR_STATE_DELETE", $"failed deleting state with key {request.Path[3]}: {problem.Text}");
    }
}
