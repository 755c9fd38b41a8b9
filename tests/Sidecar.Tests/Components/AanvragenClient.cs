using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The calls on the sample resource.</summary>
internal sealed class AanvragenClient(HttpClient http) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The status.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<int> CreateAsync(string onderwerp, string bsn, string? idempotencyKey = null)
    {
        using var answer = await SendAsync(onderwerp, bsn, idempotencyKey);
        return (int)answer.StatusCode;
    }

    /// <returns>The id of the new one.</returns>
    public async Task<Guid> CreatedAsync(string onderwerp, string bsn)
    {
        using var answer = await SendAsync(onderwerp, bsn, null);
        Assert.Equal(201, (int)answer.StatusCode);
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["id"]!;
    }

    /// <returns>Its status, and its version as the <c>ETag</c> has it.</returns>
    public async Task<(string Status, string? Version)> GetAsync(Guid id)
    {
        using var answer = await http.GetAsync(new Uri($"/v1/aanvragen/{id}", UriKind.Relative), Cancellation);
        Assert.Equal(200, (int)answer.StatusCode);
        return ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["status"]!, answer.Headers.ETag?.Tag);
    }

    /// <returns>The status of the same without a token.</returns>
    public async Task<int> ListWithoutTokenAsync()
    {
        using var anonymous = new HttpClient { BaseAddress = http.BaseAddress };
        using var answer = await anonymous.GetAsync(new Uri("/v1/aanvragen", UriKind.Relative), Cancellation);
        return (int)answer.StatusCode;
    }

    /// <summary>Creates, and repeats with the same key until it is answered with 201: what a caller does that is told "outcome unknown".</summary>
    public async Task CreateSurelyAsync(string onderwerp, string bsn)
    {
        for (var (key, tries) = (Guid.NewGuid().ToString(), 0); ; tries++)
        {
            var status = await CreateAsync(onderwerp, bsn, key);
            if (status == 201)
            {
                return;
            }

            Assert.True(status is 503 or 409 && tries < 200, $"'{onderwerp}' was answered with {status}, the {tries}. time.");
            await Task.Delay(20, Cancellation);
        }
    }

    /// <returns>The subjects of all, in order.</returns>
    public async Task<string[]> ListAsync()
    {
        var subjects = new List<string>();
        for (var next = new Uri("/v1/aanvragen?limit=100", UriKind.Relative); next is not null;)
        {
            using var page = await http.GetAsync(next, Cancellation);
            Assert.Equal(200, (int)page.StatusCode);
            subjects.AddRange(await SubjectsAsync(page));
            next = Next(page);
        }

        return [.. subjects.Order(StringComparer.Ordinal)];
    }

    /// <returns>The subjects of one person's, in order.</returns>
    public async Task<string[]> SearchAsync(string bsn)
    {
        using var page = await http.PostAsJsonAsync("/v1/aanvragen/_zoek?limit=100", new { burgerservicenummer = bsn }, Cancellation);
        Assert.Equal(200, (int)page.StatusCode);
        return [.. (await SubjectsAsync(page)).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string onderwerp, string bsn, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/aanvragen")
        {
            Content = JsonContent.Create(new
            {
                onderwerp,
                gewensteDatum = "2027-03-15",
                aanvrager = new { burgerservicenummer = bsn, naam = "Suzanne Moulin" },
            }),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await http.SendAsync(request, Cancellation);
    }

    private static async Task<IEnumerable<string>> SubjectsAsync(HttpResponseMessage page) =>
        (await page.Content.ReadFromJsonAsync<JsonArray>(Cancellation))!.Select(item => (string)item!["onderwerp"]!);

    private static Uri? Next(HttpResponseMessage page)
    {
        var links = page.Headers.TryGetValues("Link", out var values) ? string.Join(',', values) : "";
        var end = links.IndexOf(">; rel=\"next\"", StringComparison.Ordinal);

        // The link is to the API's public address; here it is asked directly.
        return end < 0 ? null : new Uri($"/v1/aanvragen{links[links.IndexOf('?', links.LastIndexOf('<', end))..end]}", UriKind.Relative);
    }
}
