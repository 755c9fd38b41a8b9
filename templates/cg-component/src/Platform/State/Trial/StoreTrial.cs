using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Trial;

/// <summary>
/// Finds out whether a store does what the commit log stands on: a transaction is carried out whole or not at all, and its etags count.
/// Behaviour decides and no list of types.
/// </summary>
/// <remarks>
/// The keys are new in each trial, since some stores create an expired key again only once they have cleaned up, and they expire by
/// themselves.
/// </remarks>
internal sealed class StoreTrial(IStateStore store, IIdentifiers identifiers)
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    /// <returns>What came of it. A store that does not answer leaves it unknown.</returns>
    public async Task<TrialResult> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(new TrialKeys(identifiers.NewName()), cancellationToken);
        }
        catch (StateStoreException)
        {
            return Unknown("it does not answer");
        }
    }

    private async Task<TrialResult> TryAsync(TrialKeys keys, CancellationToken cancellationToken)
    {
        if (!await store.TransactAsync([Create(keys.Held, "1")], cancellationToken))
        {
            return Unknown("it does not acknowledge a new key");
        }

        if (await store.GetAsync(keys.Held, cancellationToken) is not { Value: "1" } first)
        {
            return Failed("it does not give back what it acknowledged");
        }

        if (!await store.TransactAsync([StateOperation.Replace(keys.Held, "2", first.ETag, s_life)], cancellationToken))
        {
            return Unknown("it does not acknowledge a change under the newest etag");
        }

        if (await store.GetAsync(keys.Held, cancellationToken) is not { Value: "2" } second || second.ETag == first.ETag)
        {
            return Failed("it does not give back a change with an etag of its own");
        }

        foreach (var (what, operations) in Refusals(keys, first.ETag))
        {
            if (await store.TransactAsync(operations, cancellationToken))
            {
                return Failed($"it acknowledges a transaction with {what}");
            }

            var left = await store.GetManyAsync(keys.All, cancellationToken);
            if (left.Count != 1 || !left.TryGetValue(keys.Held, out var held) || held != second)
            {
                return Failed($"it carries out part of a transaction with {what}");
            }
        }

        return await store.TransactAsync([StateOperation.Delete(keys.Held, second.ETag)], cancellationToken)
            ? new TrialResult(TrialOutcome.Passed, "")
            : Unknown("it does not acknowledge a deletion under the newest etag");
    }

    /// <summary>Transactions that must fail and leave nothing. The order is part of it: a store may stop at what it refuses.</summary>
    private static (string What, StateOperation[] Operations)[] Refusals(TrialKeys keys, string stale) =>
    [
        ("an outdated etag", [Create(keys.Before, "1"), StateOperation.Replace(keys.Held, "3", stale, s_life), Create(keys.After, "1")]),
        ("a creation of a key that exists", [Create(keys.Before, "1"), Create(keys.Held, "3")]),
        ("a deletion under an outdated etag", [Create(keys.Before, "1"), StateOperation.Delete(keys.Held, stale), Create(keys.After, "1")]),
    ];

    private static StateOperation Create(string key, string value) => StateOperation.Create(key, value, s_life);

    private static TrialResult Unknown(string seen) => new(TrialOutcome.Unknown, seen);

    private static TrialResult Failed(string seen) => new(TrialOutcome.Failed, seen);
}
