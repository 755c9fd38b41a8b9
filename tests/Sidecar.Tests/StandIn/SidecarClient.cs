using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CommonGround.Sidecar.Tests.StandIn;

/// <summary>Asks a stand-in what a component would ask it.</summary>
internal sealed class SidecarClient(StandInSidecar sidecar) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = sidecar.Address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<HttpStatusCode> SaveAsync(string store, string key, string value)
    {
        using var answer = await _client.PostAsJsonAsync($"/v1.0/state/{store}", (object[])[new { key, value }], Cancellation);
        return answer.StatusCode;
    }

    /// <returns>The value as JSON, or nothing.</returns>
    public Task<string> GetAsync(string store, string key) =>
        _client.GetStringAsync(new Uri($"/v1.0/state/{store}/{Uri.EscapeDataString(key)}", UriKind.Relative), Cancellation);

    public async Task<string> TransactAsync(string store, string key, string json)
    {
        using var content = new StringContent($$$"""{"operations":[{"operation":"upsert","request":{"key":"{{{key}}}","value":{{{json}}}}}]}""");
        using var answer = await _client.PostAsync(new Uri($"/v1.0/state/{store}/transaction", UriKind.Relative), content, Cancellation);
        return $"{(int)answer.StatusCode}";
    }

    public async Task<HttpStatusCode> PublishAsync(string broker, string topic, string id)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(new { specversion = "1.0", id, source = "urn:x", type = "nl.x.v1", data = 1 }), MediaTypeHeaderValue.Parse("application/cloudevents+json"));
        using var answer = await _client.PostAsync(new Uri($"/v1.0/publish/{broker}/{topic}", UriKind.Relative), content, Cancellation);
        return answer.StatusCode;
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    public void Dispose() => _client.Dispose();
}
