using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>
/// What the platform asks of a state store, whoever offers it. Each line was seen of Dapr on PostgreSQL
/// (tests/data/dapr-exchanges); a class per place inherits it.
/// </summary>
public abstract class StateContract<TPlace>(TPlace place) : Contract<TPlace>(place)
    where TPlace : Place
{
    private readonly string _space = Guid.NewGuid().ToString("N");

    protected IStateStore Store => Place.State;

    /// <summary>A key that no other test uses, also where all of them share one store.</summary>
    protected string Key(string name) => $"{_space}/{name}";

    protected Task PassAsync(TimeSpan time) => Place.PassAsync(time);

    protected StateOperation Create(string name, string value, TimeSpan? life = null) => StateOperation.Create(Key(name), value, life);

    protected StateOperation Replace(string name, string value, string etag, TimeSpan? life = null) =>
        StateOperation.Replace(Key(name), value, etag, life);

    protected StateOperation Write(string name, string value, TimeSpan? life = null) => StateOperation.Write(Key(name), value, life);

    protected StateOperation Delete(string name, string etag) => StateOperation.Delete(Key(name), etag);

    protected Task<bool> TransactAsync(params StateOperation[] operations) => Store.TransactAsync(operations, Cancellation);

    protected Task<StateItem?> GetAsync(string name) => Store.GetAsync(Key(name), Cancellation);

    protected Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(params string[] names) =>
        Store.GetManyAsync([.. names.Select(Key)], Cancellation);

    protected async Task<string> WrittenAsync(string name, string value)
    {
        Assert.True(await TransactAsync(Write(name, value)));
        return (await GetAsync(name))!.ETag;
    }
}
