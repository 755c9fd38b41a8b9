using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Sidecar.Tests.Contracts.Documents;
using CommonGround.Sidecar.Tests.Contracts.Events;

namespace CommonGround.Sidecar.Tests.Contracts.StandIn;

/// <summary>
/// What expires on MySQL is absent, and is created again only after the store has cleaned up (tests/data/dapr-exchanges, <c>state.json</c>). In between
/// a repetition is refused, and nothing is lost or done twice.
/// </summary>
public sealed class MySqlExpiryTests(MySqlPlace place) : DocumentsContract<MySqlPlace>(place)
{
    [Fact]
    public async Task An_idempotency_key_used_again_after_its_life_is_refused_until_the_store_has_cleaned_up()
    {
        var first = await OnceAsync();
        Assert.Equal(first, await OnceAsync());

        await Place.PassAsync(TimeSpan.FromHours(24));
        var refused = await Assert.ThrowsAsync<StateUnavailableException>(OnceAsync);
        Assert.StartsWith("Nothing was committed", refused.Message, StringComparison.Ordinal);
        Assert.Single(await ListAsync(First));

        Place.Store.CleanUp();
        Assert.NotEqual(first, await OnceAsync());
        Assert.Equal(2, (await ListAsync(First)).Count);
    }

    [Fact]
    public async Task An_event_that_is_sent_again_after_its_mark_is_put_aside_until_the_store_has_cleaned_up()
    {
        var id = Guid.NewGuid().ToString();
        await PublishAsync(id);
        await HandledAsync(id, 1);

        await Place.PassAsync(TimeSpan.FromDays(14));
        var before = Place.Events.PutAside;
        await PublishAsync(id);
        await Eventually.IsTrueAsync(() => Place.Events.PutAside > before, "it is with the dead letters", Place.Patience);
        await HandledAsync(id, 1);

        Place.Store.CleanUp();
        await PublishAsync(id);
        await HandledAsync(id, 2);
    }

    private Task<string?> OnceAsync() => First.ChangeAsync(
        Tenant,
        async (changes, token) =>
        {
            var key = new IdempotencyKey("client", "POST", "/v1/dingen", Dingen.Name);
            if (await changes.FindAnswerAsync(key, token) is { } before)
            {
                return before.Body;
            }

            var id = $"{changes.Create(Dingen, new Ding("een")).Id}";
            changes.StoreAnswer(key, new StoredAnswer("hash", 201, new Dictionary<string, string>(), id));
            return id;
        },
        Cancellation);

    /// <summary>Sent now: its age does not keep it out (commit-log 19).</summary>
    private async Task PublishAsync(string id) => Assert.Empty(await Place.Broker.PublishAsync(
        EventLog.Topic,
        [
            new OutgoingEvent(
                id,
                $$$"""
                {"specversion":"1.0","id":"{{{id}}}","source":"urn:nld:oin:00000001823288444000:systeem:proef","type":"{{{EventLog.Type}}}",
                 "subject":"proeven/1","time":"{{{Place.Now:O}}}","datacontenttype":"application/json","sequence":"1","data":{"verloop":"goed"}}
                """,
                null),
        ],
        Cancellation));

    private Task HandledAsync(string id, int times) => Eventually.IsTrueAsync(
        async () => (await Place.HandledAsync(Cancellation)).Count(handled => handled.Gebeurtenis == id) == times, $"it is handled {times} times in effect", Place.Patience);
}
