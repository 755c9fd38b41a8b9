using System.Security.Cryptography;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>Where and how the answer to an idempotency key is stored (commit-log 20).</summary>
internal sealed class AnswerCodec(ITenantKeys keys, StateOptions options)
{
    /// <summary>The store's key: what the caller chose may be anything, so only its hash stands there.</summary>
    public static string Key(Oin tenant, IdempotencyKey key) =>
        StateKeys.Answer(tenant, KeyHash.Of(key.Client, key.Method, key.Path, key.Value));

    /// <summary>Creates the answer, for its life: of two requests with one key, one lands.</summary>
    /// <remarks>
    /// A key is new again after its life. On a store that keeps an expired key in the way of its creation until it has cleaned up (MySQL),
    /// the commit is refused until then and nothing is done: the request hears 503. Creating is what decides a race, so no other way to
    /// write would do; the store is set to clean up often (docs/dapr.md).
    /// </remarks>
    public StateOperation Store(Oin tenant, IdempotencyKey key, StoredAnswer answer)
    {
        var place = Key(tenant, key);
        var text = keys.Seal(tenant, place, JsonSerializer.SerializeToUtf8Bytes(answer, StateJson.Platform.StoredAnswer));
        return StateOperation.Create(
            place, JsonSerializer.Serialize(new SealedAnswer(text), StateJson.Platform.SealedAnswer), options.AnswerLife);
    }

    /// <exception cref="StateUnavailableException">The key that sealed it is not at hand, or it was altered.</exception>
    public StoredAnswer Read(Oin tenant, string place, string value)
    {
        try
        {
            var plain = keys.Open(tenant, place, JsonSerializer.Deserialize(value, StateJson.Platform.SealedAnswer)!.Answer);
            return JsonSerializer.Deserialize(plain, StateJson.Platform.StoredAnswer)!;
        }
        catch (CryptographicException e)
        {
            throw new StateUnavailableException($"The stored answer {place} does not open: its key is not at hand, or it was altered.", e);
        }
    }
}
