using System.Net;
using System.Text.Json.Nodes;
using CommonGround.Platform.Events.Outgoing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>
/// The subscriptions of the sample component, as it tells them to a sidecar, against its routes and the files. It says them before a sidecar
/// is there: nothing listens where it is told that one is.
/// </summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef-sidecar";

    private readonly Component _component = new();
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _component.StartServer();
        _client = _component.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _component.DisposeAsync();
    }

    [Fact]
    public async Task Each_is_on_the_pub_sub_of_the_files_which_has_retries_for_it()
    {
        var names = DaprFile.Components
            .Where(file => ((string)file.Content["spec"]!["type"]!).StartsWith("pubsub.", StringComparison.Ordinal) && !file.Name.EndsWith('#'))
            .Select(file => (string)file.Content["metadata"]!["name"]!).ToArray();

        Assert.All(await SubscriptionsAsync(), one => Assert.Equal(one["deadLetterTopic"] is null ? "pubsub-dead-letters" : "pubsub", (string?)one["pubsubname"]));
        Assert.Equal(["pubsub-dead-letters", "pubsub"], names);
        Assert.All(names, name => Assert.NotNull(DaprFile.Of("Resiliency").Content["spec"]!["targets"]!["components"]![name]!["inbound"]!["retry"]));
    }

    /// <summary>A topic without a subscriber keeps nothing on RabbitMQ.</summary>
    [Fact]
    public async Task Each_has_a_dead_letter_topic_that_is_subscribed_to()
    {
        var subscriptions = await SubscriptionsAsync();
        var topics = subscriptions.Select(one => (string)one["topic"]!).ToArray();
        var deadLetters = subscriptions.Select(one => (string?)one["deadLetterTopic"]).OfType<string>().ToArray();

        Assert.Equal(topics.Length, topics.Distinct().Count());
        Assert.Equal(topics.Order(StringComparer.Ordinal), deadLetters.Concat(topics.Except(deadLetters)).Order(StringComparer.Ordinal));
        Assert.All(subscriptions.Where(one => one["deadLetterTopic"] is null), one => Assert.Contains((string)one["topic"]!, deadLetters));
    }

    /// <summary>A sidecar answers 204 to a topic that nobody hears of, and a file may keep a component from one.</summary>
    [Fact]
    public async Task What_is_published_and_subscribed_to_agrees_and_no_file_is_in_the_way()
    {
        var subscriptions = await SubscriptionsAsync();
        var published = _component.Services.GetRequiredService<EventCatalog>().Topics;
        string[] limits = ["allowedTopics", "protectedTopics", "publishingScopes", "subscriptionScopes"];

        Assert.NotEmpty(published);
        Assert.Empty(published.Intersect(subscriptions.Select(one => (string?)one["deadLetterTopic"]).OfType<string>()));
        Assert.All(published.Concat(subscriptions.Select(one => (string)one["topic"]!)), topic => Assert.Matches("^[a-z0-9.-]+$", topic));
        Assert.All(
            DaprFile.Components.Where(file => ((string)file.Content["spec"]!["type"]!).StartsWith("pubsub.", StringComparison.Ordinal)),
            file => Assert.All(limits, limit => Assert.Null(file.Metadata(limit))));
    }

    /// <summary>401 and not 404: the route is there, and it is for the sidecar alone.</summary>
    [Fact]
    public async Task Each_route_exists_for_the_sidecar_alone()
    {
        foreach (var route in (await SubscriptionsAsync()).Select(one => (string)one["route"]!))
        {
            using var answer = await _client.PostAsync(route, new StringContent("{}"), Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route}: {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/dapr/subscribe", Cancellation)).StatusCode);
    }

    private async Task<JsonObject[]> SubscriptionsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dapr/subscribe");
        request.Headers.Add("dapr-api-token", Token);
        using var answer = await _client.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
        JsonObject[] subscriptions = [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsArray().Select(one => one!.AsObject())];
        Assert.NotEmpty(subscriptions);
        return subscriptions;
    }

    private sealed class Component : WebApplicationFactory<Program>
    {
        public Component() => UseKestrel(0);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("APP_API_TOKEN", Token);
            builder.UseSetting("DAPR_HTTP_PORT", "1");
            builder.UseSetting("Management:Port", "0");
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }
    }
}
