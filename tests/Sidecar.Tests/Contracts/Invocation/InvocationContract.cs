using System.Net;

namespace CommonGround.Sidecar.Tests.Contracts.Invocation;

/// <summary>What the platform asks of invocation. The component that is called is the one that calls: every place has it.</summary>
public abstract class InvocationContract<TPlace> : Contract<TPlace>
    where TPlace : Place
{
    protected InvocationContract(TPlace place)
        : base(place) => Assert.SkipWhen(place.Unreachable is not null, place.Unreachable ?? "");

    [Fact]
    public async Task A_component_is_reached_by_its_app_id()
    {
        using var answer = await GetAsync($"http://{Place.AppId}/healthz");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_it_answers_comes_through_unchanged()
    {
        using var answer = await GetAsync($"http://{Place.AppId}/v1/onbekend?velden=a,b");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.Contains("API-Version"));
    }

    [Fact]
    public async Task A_component_that_is_not_there_is_an_error_and_no_answer() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("http://bestaat-niet/v1/x"));

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        var uri = new Uri(address);
        using var client = new HttpClient(Place.Invocation.CreateHandler(uri.Host));
        return await client.GetAsync(uri, Cancellation);
    }
}
