using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Receiving;

/// <summary>
/// What handled events leave behind, in the commit of their handler (commit-log 19): a mark for each, and the newest of a subject.
/// A lost race for either has the change decided again, which then finds it.
/// </summary>
internal sealed class Marks(Oin tenant, StateCalls calls)
{
    // A mark says by being there.
    private const string Handled = "1";

    private readonly Dictionary<string, StateOperation> _operations = [];
    private readonly Dictionary<string, (StateItem Item, Newest Newest)?> _newest = [];

    public IEnumerable<StateOperation> Operations => _operations.Values;

    /// <exception cref="StateUnavailableException">The store does not answer.</exception>
    public async Task<bool> HasAsync(string subscription, string hash, CancellationToken cancellationToken) =>
        await Readable.OrUnavailableAsync(calls.GetAsync(StateKeys.Mark(tenant, subscription, hash), cancellationToken)) is not null;

    /// <summary>Creates a mark, for its life: of two deliveries of one event, one lands.</summary>
    /// <remarks>
    /// After its life the event would be new, where its age does not keep it out. On MySQL, which keeps an expired key in the way of its
    /// creation until it has cleaned up, the commit is refused until then: the delivery is retried, and in the end it is a dead letter
    /// (docs/dapr.md).
    /// </remarks>
    /// <param name="subscription">For which subscription.</param>
    /// <param name="hash">Stands for the event.</param>
    /// <param name="life">Whole seconds.</param>
    public void Add(string subscription, string hash, TimeSpan life)
    {
        var key = StateKeys.Mark(tenant, subscription, hash);
        _operations[key] = StateOperation.Create(key, Handled, life);
    }

    /// <returns>The newest of the subject that was handled, or <see langword="null"/> where nothing was.</returns>
    /// <exception cref="StateUnavailableException">The store does not answer.</exception>
    public async Task<Newest?> NewestAsync(string subscription, string hash, CancellationToken cancellationToken)
    {
        var key = StateKeys.Newest(tenant, subscription, hash);
        var item = await Readable.OrUnavailableAsync(calls.GetAsync(key, cancellationToken));
        var newest = item is null ? null : Newest.Parse(item.Value);
        _newest[key] = newest is null ? null : (item!, newest);
        return newest;
    }

    /// <summary>Keeps the newest without a time to live, under the etag of what <see cref="NewestAsync"/> read.</summary>
    /// <param name="subscription">For which subscription.</param>
    /// <param name="hash">Stands for the subject.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="cloudEvent">Stands for the event.</param>
    public void SetNewest(string subscription, string hash, long sequence, string cloudEvent)
    {
        var key = StateKeys.Newest(tenant, subscription, hash);
        var value = Newest.After(_newest[key]?.Newest, sequence, cloudEvent).ToString();
        _operations[key] = _newest[key] is { } read ? StateOperation.Replace(key, value, read.Item.ETag) : StateOperation.Create(key, value);
    }
}
