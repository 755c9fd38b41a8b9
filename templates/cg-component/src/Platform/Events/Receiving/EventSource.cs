using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>The <c>source</c> of a government's system: <c>urn:nld:oin:{OIN}:systeem:{name}</c> (EVT-03).</summary>
internal static class EventSource
{
    /// <returns>The organization that the text names; that does not make it true.</returns>
    public static Oin? OinOf(string? source) =>
        source?.Split(':') is ["urn", "nld", "oin", var oin, "systeem", { Length: > 0 }] && Oin.TryParse(oin, out var tenant) ? tenant : null;
}
