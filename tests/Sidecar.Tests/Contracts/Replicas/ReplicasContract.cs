using System.Text.Json.Nodes;
using CommonGround.Platform.State;
using CommonGround.Sidecar.Tests.Contracts.Documents;
using CommonGround.Sidecar.Tests.Contracts.Events;

namespace CommonGround.Sidecar.Tests.Contracts.Replicas;

/// <summary>
/// A replica that stops without a word: another ends its log and drains it, and nothing is lost that was acknowledged (commit-log 9, 10, 12).
/// </summary>
public abstract class ReplicasContract<TPlace>(TPlace place) : DocumentsContract<TPlace>(place)
    where TPlace : Place
{
    private const string Registration = "_/registration";

    [Fact]
    public async Task What_a_silent_replica_acknowledged_is_listed_and_found_before_and_after_its_log_is_drained()
    {
        var before = await SettledAsync();
        await using var fallen = await StartAsync();
        var (log, first) = await FirstAsync(fallen, before);
        Guid[] acknowledged = [.. (await CreateManyAsync(fallen.Documents, 9, "rood")).Append(first).Order()];

        fallen.Line.StoreIsCut = true;

        Assert.Equal(acknowledged, await ListAsync(First, limit: 4));
        await DrainedAsync(log);
        Assert.Equal(acknowledged, await ListAsync(First, limit: 4));
        Assert.Equal(acknowledged, await ListAsync(await OtherAsync()));
        Assert.Equal(acknowledged, await SearchAsync(First, "rood"));
    }

    [Fact]
    public async Task What_a_silent_replica_left_to_be_published_others_publish()
    {
        Assert.SkipWhen(Place.Unreachable is not null, Place.Unreachable ?? "");
        var before = await SettledAsync();
        await using var fallen = await StartAsync();
        fallen.Line.BrokerIsCut = true;
        var (log, first) = await FirstAsync(fallen, before);
        Guid[] acknowledged = [first, .. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PublishAsync(fallen)))];

        fallen.Line.StoreIsCut = true;

        await DrainedAsync(log);
        await Eventually.IsTrueAsync(
            async () => !acknowledged.Select(Subject).Except((await Place.HandledAsync(Cancellation)).Select(handled => handled.Onderwerp)).Any(),
            "each event is handled", Place.Patience);
    }

    [Fact]
    public async Task A_replica_that_was_silent_too_long_goes_on_in_a_new_log_and_what_it_did_not_acknowledge_never_comes()
    {
        var before = await SettledAsync();
        await using var replica = await StartAsync();
        var (log, first) = await FirstAsync(replica, before);
        replica.Line.StoreIsCut = true;
        var refused = await Record.ExceptionAsync(() => CreateAsync(replica.Documents, "nooit"));
        await DrainedAsync(log);

        replica.Line.StoreIsCut = false;
        var later = await CreateSurelyAsync(replica);

        Assert.True(refused is OutcomeUnknownException or StateUnavailableException, $"It was told {refused}.");
        Assert.Equal(new[] { first, later }.Order(), await ListAsync(First));
        Assert.DoesNotContain(log, await LogsAsync());
    }

    private Task<Replica> StartAsync() =>
        // Embedded, it would take deliveries too, and keep those that it has when its line is cut.
        Place.StartReplicaAsync(("Embedded:Events:PollInterval", "00:01:00"));

    /// <returns>The logs of those that run already, each of which has committed something.</returns>
    private async Task<string[]> SettledAsync()
    {
        foreach (var settled in new[] { First, await OtherAsync() })
        {
            await CreateAsync(settled, "elders", tenant: OtherTenant);
        }

        return await LogsAsync();
    }

    /// <summary>Its first change, in the log that is new: it may have registered that before, for what it tells the security log at its start.</summary>
    private async Task<(string Log, Guid Id)> FirstAsync(Replica replica, IEnumerable<string> before)
    {
        var id = await PublishAsync(replica);
        return (Assert.Single((await LogsAsync()).Except(before)), id);
    }

    private Task<Guid> PublishAsync(Replica replica) => replica.Documents.ChangeAsync(
        Tenant,
        (changes, _) =>
        {
            var created = changes.Create(Dingen, new Ding("een", "rood"));
            changes.Publish(Dingen, created, new Proefbericht("goed"));
            return Task.FromResult(created.Id);
        },
        Cancellation);

    /// <summary>Until it has settled what it had in hand it answers "not done".</summary>
    private async Task<Guid> CreateSurelyAsync(Replica replica)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await CreateAsync(replica.Documents, "later");
            }
            catch (Exception e) when (e is StateUnavailableException or StateBusyException && tries < 50)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }

    private string Subject(Guid id) => $"{Dingen.Name}/{id}";

    private async Task<string[]> LogsAsync() =>
        await Place.State.GetAsync(Registration, Cancellation) is { } registration
            ? [.. JsonNode.Parse(registration.Value)!["logs"]!.AsArray().Select(log => (string)log!["id"]!)]
            : [];

    /// <summary>Waits until the log stands among those that have ended and that the index has taken whole.</summary>
    private Task DrainedAsync(string log) => Eventually.IsTrueAsync(
        async () => await Place.State.GetAsync($"_/drained/{log}", Cancellation) is not null && !(await LogsAsync()).Contains(log),
        "its log is ended and drained", Place.Patience);
}
