using System.Globalization;
using CommonGround.Platform.State;

namespace CommonGround.Sidecar.Tests.Contracts.Documents;

/// <summary>What a change is: whole, once, and decided by what is there (commit-log 1, 3, 20).</summary>
public abstract class ChangesContract<TPlace>(TPlace place) : DocumentsContract<TPlace>(place)
    where TPlace : Place
{
    private readonly IdempotencyKey _key = new("client", "POST", "/v1/dingen", Guid.NewGuid().ToString());

    [Fact]
    public async Task Of_many_changes_of_one_document_by_two_replicas_none_is_lost()
    {
        var other = await OtherAsync();
        var id = await CreateAsync(First, "0");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => ReplaceAsync(number % 2 == 0 ? First : other, id, Counted)));

        var counted = (await First.GetAsync(Dingen, Tenant, id, Cancellation))!;
        Assert.Equal((17, "16"), (counted.Version, counted.Data.Naam));
    }

    [Fact]
    public async Task A_change_of_many_documents_is_there_as_a_whole()
    {
        var ids = await First.ChangeAsync(
            Tenant, (changes, _) => Task.FromResult(Enumerable.Range(0, 20).Select(number => changes.Create(Dingen, new Ding($"{number}")).Id).ToArray()), Cancellation);

        Assert.Equal(ids.Order(), await ListAsync(await OtherAsync()));
    }

    [Fact]
    public async Task A_decision_that_throws_changes_nothing()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => First.ChangeAsync<int>(
            Tenant,
            (changes, _) =>
            {
                changes.Create(Dingen, new Ding("nooit"));
                throw new InvalidTimeZoneException("The decision of this test throws.");
            },
            Cancellation));

        Assert.Empty(await ListAsync(await OtherAsync()));
    }

    [Fact]
    public async Task A_request_that_is_repeated_is_done_once_by_whichever_replica()
    {
        var other = await OtherAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => OnceAsync(number % 2 == 0 ? First : other)));

        var id = Assert.Single(await ListAsync(First));
        Assert.All(answers, answer => Assert.Equal($"{id}", answer));
        Assert.Equal($"{id}", await OnceAsync(other));
    }

    [Fact]
    public async Task A_key_of_another_tenant_is_another_key()
    {
        await OnceAsync(First);

        Assert.Null(await First.ChangeAsync(OtherTenant, (changes, token) => changes.FindAnswerAsync(_key, token), Cancellation));
    }

    [Fact]
    public async Task After_its_life_a_key_is_new()
    {
        Assert.SkipUnless(Place.CreatesWhereExpired, "This store creates an expired key only after it has cleaned up (docs/dapr.md of a component).");
        await using var replica = await Place.StartReplicaAsync(("State:AnswerLife", "00:01:00"));
        var first = await OnceAsync(replica.Documents);

        await Place.PassAsync(TimeSpan.FromMinutes(1));

        Assert.NotEqual(first, await OnceAsync(replica.Documents));
    }

    private static Ding Counted(Ding ding) =>
        ding with { Naam = (int.Parse(ding.Naam, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) };

    private async Task<string?> OnceAsync(IDocuments by) => (await by.ChangeAsync(
        Tenant,
        async (changes, token) =>
        {
            if (await changes.FindAnswerAsync(_key, token) is { } before)
            {
                return before;
            }

            var answer = new StoredAnswer("hash", 201, new Dictionary<string, string>(), $"{changes.Create(Dingen, new Ding("een")).Id}");
            changes.StoreAnswer(_key, answer);
            return answer;
        },
        Cancellation)).Body;
}
