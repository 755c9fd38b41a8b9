using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>The calls on <c>/v1/aanvragen</c>, so that a test says only what it is about.</summary>
internal sealed class AanvragenClient(HttpClient http)
{
    public const string Bsn = "999993653";

    /// <summary>The calls with every scope of the resource.</summary>
    public static AanvragenClient Of(ComponentFixture component, string tenant = ComponentFixture.Gemeente) =>
        new(component.ClientOf(tenant, "aanvragen.lezen", "aanvragen.schrijven", "aanvragen.zoeken"));

    public static JsonObject Invoer(string onderwerp = "Uitvaart", string bsn = Bsn) => new()
    {
        ["onderwerp"] = onderwerp,
        ["gewensteDatum"] = "2027-03-15",
        ["aanvrager"] = new JsonObject { ["burgerservicenummer"] = bsn, ["naam"] = "Suzanne Moulin" },
    };

    public Task<HttpResponseMessage> CreateAsync(JsonObject invoer, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, "/v1/aanvragen", invoer, idempotencyKey: idempotencyKey);

    public Task<HttpResponseMessage> GetAsync(Uri location) => SendAsync(HttpMethod.Get, location.ToString());

    public Task<HttpResponseMessage> ListAsync(string query = "") => SendAsync(HttpMethod.Get, "/v1/aanvragen" + query);

    public Task<HttpResponseMessage> ReplaceAsync(Uri location, JsonObject invoer, string? ifMatch, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Put, location.ToString(), invoer, ifMatch, idempotencyKey);

    public Task<HttpResponseMessage> ChangeAsync(Uri location, JsonObject patch, string? ifMatch) =>
        SendAsync(HttpMethod.Patch, location.ToString(), patch, ifMatch, mediaType: "application/merge-patch+json");

    public Task<HttpResponseMessage> DeleteAsync(Uri location, string? ifMatch) =>
        SendAsync(HttpMethod.Delete, location.ToString(), ifMatch: ifMatch);

    public Task<HttpResponseMessage> SearchAsync(string bsn) =>
        SendAsync(HttpMethod.Post, "/v1/aanvragen/_zoek", new JsonObject { ["burgerservicenummer"] = bsn });

    public async Task<(Uri Location, string ETag)> CreatedAsync(string onderwerp = "Uitvaart", string bsn = Bsn)
    {
        using var answer = await CreateAsync(Invoer(onderwerp, bsn));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (answer.Headers.Location!, answer.Headers.ETag!.Tag);
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonObject? body = null, string? ifMatch = null, string? idempotencyKey = null, string mediaType = "application/json")
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, mediaType);
        }

        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
