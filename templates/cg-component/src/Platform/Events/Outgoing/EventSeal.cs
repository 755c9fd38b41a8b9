using System.Text;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Seals events into entries as documents are sealed: whoever reads the store reads no personal data in them (commit-log 1).</summary>
internal sealed class EventSeal(ITenantKeys keys)
{
    public string Seal(Oin tenant, string id, ReadOnlySpan<byte> cloudEvent) => keys.Seal(tenant, StateKeys.Event(tenant, id), cloudEvent);

    /// <returns>The CloudEvent as JSON.</returns>
    /// <exception cref="System.Security.Cryptography.AuthenticationTagMismatchException">It was altered.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is not at hand.</exception>
    public string OpenText(WaitingEvent waiting) =>
        Encoding.UTF8.GetString(keys.Open(waiting.Tenant, StateKeys.Event(waiting.Tenant, waiting.Event.Id), waiting.Event.Sealed));
}
