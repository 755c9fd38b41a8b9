using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Seals events into entries as documents are sealed: whoever reads the store reads no personal data in them (commit-log 1).</summary>
internal sealed class EventSeal(ITenantKeys keys)
{
    public string Seal(Oin tenant, string id, ReadOnlySpan<byte> cloudEvent) => keys.Seal(tenant, StateKeys.Event(tenant, id), cloudEvent);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is not at hand, or it was altered.</exception>
    public byte[] Open(Oin tenant, string id, string sealedText) => keys.Open(tenant, StateKeys.Event(tenant, id), sealedText);
}
