using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CommonGround.Sidecar.Http;
using CommonGround.Sidecar.Secrets;

namespace CommonGround.Sidecar.App;

/// <summary><c>/v1.0/metadata</c> and <c>/v1.0/healthz</c>. Neither says anything of stores or brokers that are down.</summary>
internal sealed class MetadataApi(SidecarOptions options, AppConnection app)
{
    private readonly ConcurrentDictionary<string, string> _extended = new(StringComparer.Ordinal) { ["daprRuntimeVersion"] = "1.18.2" };

    public Answer? Health(ArrivedRequest request)
    {
        if (!request.Is("GET"))
        {
            return null;
        }

        var healthy = Http.Answer.NoContent with { Traced = false };
        if (request.Path is [_, _, "outbound"])
        {
            return healthy;
        }

        var asked = request.Context.Request.Query["appid"].ToString();
        return asked.Length > 0 && asked != options.AppId
            ? Http.Answer.Error(500, "ERR_HEALTH_APPID_NOT_MATCH", "dapr app-id does not match") with { Traced = false }
            : app.Ready ? healthy : Http.Answer.Error(500, "ERR_HEALTH_NOT_READY", "dapr is not ready: [runtime]") with { Traced = false };
    }

    public Answer? Answer(ArrivedRequest request)
    {
        if (request.Is("PUT") && request.Path.Count == 3)
        {
            _extended[request.Path[2]] = Encoding.UTF8.GetString(request.Body.Span);
            return Http.Answer.NoContent;
        }

        return request.Is("GET") && request.Path.Count == 2 ? Http.Answer.Json(Write) : null;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", options.AppId);
        json.WriteString("runtimeVersion", "1.18.2");
        json.WriteStartArray("enabledFeatures");
        json.WriteStringValue("HotReload");
        json.WriteStringValue("WorkflowsRemoteActivityReminder");
        json.WriteEndArray();
        WriteComponents(json);
        json.WriteStartObject("extended");
        foreach (var (key, value) in _extended)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        WriteSubscriptions(json);
        WriteApp(json);
        json.WriteEndObject();
    }

    private void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartArray("components");
        foreach (var store in options.SecretStores)
        {
            WriteComponent(json, store.Name, store.Type, "v1", store.Kind == SecretStoreKind.MultiValued ? ["MULTIPLE_KEY_VALUES_PER_SECRET"] : []);
        }

        foreach (var broker in options.PubSubs)
        {
            WriteComponent(json, broker.Name, broker.Behaviour.Type, "v1", broker.Behaviour.Capabilities);
        }

        foreach (var store in options.StateStores)
        {
            WriteComponent(json, store.Name, store.Behaviour.Type, store.Behaviour.Version, store.Behaviour.Capabilities);
        }

        json.WriteEndArray();
    }

    private static void WriteComponent(Utf8JsonWriter json, string name, string type, string version, string[] capabilities)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", type);
        json.WriteString("version", version);
        if (capabilities.Length > 0)
        {
            json.WriteStartArray("capabilities");
            Array.ForEach(capabilities, json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteSubscriptions(Utf8JsonWriter json)
    {
        // Without subscriptions the member is not there.
        if (app.Subscriptions.Count == 0)
        {
            return;
        }

        json.WriteStartArray("subscriptions");
        foreach (var subscription in app.Subscriptions)
        {
            subscription.Write(json);
        }

        json.WriteEndArray();
    }

    private void WriteApp(Utf8JsonWriter json)
    {
        json.WriteStartObject("appConnectionProperties");
        if (app.Port > 0)
        {
            json.WriteNumber("port", app.Port);
        }

        json.WriteString("protocol", "http");
        json.WriteString("channelAddress", "127.0.0.1");
        json.WriteEndObject();
        json.WriteStartObject("actorRuntime");
        json.WriteString("runtimeStatus", "DISABLED");
        json.WriteBoolean("hostReady", false);
        json.WriteString("placement", "placement: disconnected");
        json.WriteEndObject();
    }
}
