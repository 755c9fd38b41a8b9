using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

/// <summary>The calls of a sidecar by a bare <see cref="HttpClient"/>: the same requests as the platform's, and the same answers read.</summary>
internal sealed class BareClient : IDisposable
{
    private readonly HttpClient _http;

    public BareClient(SidecarPlace place)
    {
        _http = new HttpClient { BaseAddress = place.Address };
        _http.DefaultRequestHeaders.Add("dapr-api-token", place.ApiToken);
    }

    public async Task GetAsync(string key)
    {
        using var answer = await _http.GetAsync(Of($"state/statestore/{key}"));
        answer.EnsureSuccessStatusCode();
        _ = (JsonSerializer.Deserialize<string>(await answer.Content.ReadAsByteArrayAsync()), answer.Headers.ETag);
    }

    public async Task GetManyAsync(IReadOnlyList<string> keys)
    {
        using var answer = await PostAsync("state/statestore/bulk", JsonSerializer.SerializeToUtf8Bytes(new { keys }));
        _ = JsonSerializer.Deserialize<BareItem[]>(await answer.Content.ReadAsByteArrayAsync(), JsonSerializerOptions.Web)!.ToDictionary(item => item.Key);
    }

    public async Task TransactAsync(string value, params string[] keys)
    {
        var body = new { operations = keys.Select(key => new { operation = "upsert", request = new { key, value } }) };
        using var answer = await PostAsync("state/statestore/transaction", JsonSerializer.SerializeToUtf8Bytes(body));
    }

    /// <param name="topic">The topic.</param>
    /// <param name="events">The id of each, and the whole of it as JSON.</param>
    public async Task PublishAsync(string topic, IReadOnlyList<(string Id, string CloudEvent)> events)
    {
        // As text: what is JSON already is not read again to be written, by neither of both.
        var body = string.Join(',', events.Select(one => $$"""{"entryId":"{{one.Id}}","event":{{one.CloudEvent}},"contentType":"application/cloudevents+json"}"""));
        using var answer = await PostAsync($"publish/bulk/pubsub/{topic}", Encoding.UTF8.GetBytes($"[{body}]"));
    }

    public async Task SecretAsync(string name)
    {
        using var answer = await _http.GetAsync(Of($"secrets/secretstore/{name}"));
        answer.EnsureSuccessStatusCode();
        _ = JsonSerializer.Deserialize<Dictionary<string, string>>(await answer.Content.ReadAsByteArrayAsync());
    }

    public async Task InvokeAsync(string appId, string path)
    {
        using var answer = await _http.GetAsync(Of($"invoke/{appId}/method/{path}"));
        answer.EnsureSuccessStatusCode();
        _ = await answer.Content.ReadAsStringAsync();
    }

    public void Dispose() => _http.Dispose();

    private static Uri Of(string path) => new($"v1.0/{path}", UriKind.Relative);

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] json)
    {
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await _http.PostAsync(Of(path), content);
        return answer.EnsureSuccessStatusCode();
    }

    private sealed record BareItem(string Key, string? Data, string? Etag);
}
