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

        using var answer = await http.SendAsync(request, Cancellation);
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
