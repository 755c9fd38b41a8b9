using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

/// <summary>Asks a component for its resources, one request at a time.</summary>
internal sealed class Api(Server server, Application kit)
{
    private const string Everyone = """{"burgerservicenummer":"999993653"}""";

    public Task<Guid> CreateAsync() => CreateAsync(Application.Body);

    /// <returns>Its id.</returns>
    public async Task<Guid> CreateAsync(string body)
    {
        using var answer = await SendAsync(HttpMethod.Post, kit.Collection, body);
        return (await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync())).GetProperty("id").GetGuid();
    }

    public async Task GetAsync(Guid id)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{kit.Collection}/{id}", null);
    }

    /// <summary>Takes the first page of so many.</summary>
    public async Task ListAsync(int limit)
    {
        using var answer = await SendAsync(search: false, null, limit);
    }

    /// <summary>Takes the first page of who used a person's data.</summary>
    /// <returns>How many uses it has.</returns>
    public async Task<int> UsesAsync(string person)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek?limit=20", $$"""{"burgerservicenummer":"{{person}}"}""");
        return (await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync())).GetArrayLength();
    }

    /// <summary>All ids, by pages of 100.</summary>
    public async Task<List<Guid>> IdsAsync()
    {
        var ids = new List<Guid>();
        for (string? cursor = null; ;)
        {
            using var answer = await SendAsync(search: false, cursor, 100);
            var page = await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync());
            ids.AddRange(page.EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            if (page.GetArrayLength() < 100)
            {
                return ids;
            }

            cursor = CursorAfter(ids[^1]);
        }
    }

    /// <summary>The oldest of its resources.</summary>
    public async Task<Guid> OldestAsync()
    {
        using var answer = await SendAsync(search: false, null, 1);
        return (await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync()))[0].GetProperty("id").GetGuid();
    }

    /// <summary>Takes a page of 20 to its last byte.</summary>
    public async Task PageAsync(bool search, string? cursor)
    {
        using var answer = await SendAsync(search, cursor, 20);
        await answer.Content.LoadIntoBufferAsync();
    }

    /// <summary>A cursor as the component writes it: opaque to callers, not to the kit's own tools.</summary>
    public static string CursorAfter(Guid id)
    {
        Span<byte> bytes = stackalloc byte[17];
        bytes[0] = 1;
        id.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    private Task<HttpResponseMessage> SendAsync(bool search, string? cursor, int limit)
    {
        var path = $"{kit.Collection}{(search ? "/_zoek" : "")}?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}";
        return SendAsync(search ? HttpMethod.Post : HttpMethod.Get, path, search ? Everyone : null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", kit.Token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await server.Http.SendAsync(request);
        return answer.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{method} {path} was answered with {answer.StatusCode}.");
    }
}
