using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>Redis forgets what failed for good: an event must outlive an outage of the store that all its tries do not.</summary>
public sealed class DeadLettersBesideTheStandInTests : IAsyncLifetime
{
    // Four tries of 300 ms and three pauses of at most 100 ms.
    private static readonly TimeSpan s_allTries = TimeSpan.FromMilliseconds(1500);

    private readonly StandInHost _host = new(StateStoreKind.PostgreSql, PubSubKind.Redis, delivery: TimeSpan.FromMilliseconds(300));
    private StandInSidecar _publisher = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _publisher = await StandInSidecar.StartAsync(new SidecarOptions { AppId = "zaakregister", PubSubs = [_host.Broker] });

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_event_whose_tries_ended_while_the_store_was_down_is_with_the_dead_letters_when_it_is_back()
    {
        await using var component = await _host.StartAsync();
        _host.Store.Down = true;

        await PublishAsync("een");
        await Eventually.IsTrueAsync(() => _host.Broker.Published == 2, "the event is on its topic, and then on the dead-letter topic");
        await Task.Delay(2 * s_allTries, Cancellation);
        Assert.Equal(1, _host.Broker.Unsettled);
        _host.Store.Down = false;

        await Eventually.IsTrueAsync(() => _host.Broker.Unsettled == 0, "the dead letter is acknowledged");
        Assert.Contains("Event een of zaken is with the dead letters", component.Output, StringComparison.Ordinal);
    }

    private async Task PublishAsync(string id)
    {
        using var client = new HttpClient { BaseAddress = _publisher.Address };
        using var content = new StringContent(
            JsonSerializer.Serialize(new
            {
                specversion = "1.0",
                id,
                source = "urn:nld:oin:00000099000000001000:systeem:zaakregister",
                type = "nl.voorbeeld.zaak.aanvraag-afgehandeld.v1",
                time = DateTimeOffset.UtcNow,
                data = new { aanvraagId = Guid.NewGuid() },
            }),
            MediaTypeHeaderValue.Parse("application/cloudevents+json"));
        using var answer = await client.PostAsync(new Uri("/v1.0/publish/pubsub/zaken", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
