namespace CommonGround.Platform.Privacy;

/// <summary>
/// The <c>source</c> of a government's system: <c>urn:nld:oin:{OIN}:systeem:{name}</c>. It says whose system it was, and is no address to fetch
/// anything from (EVT-03).
/// </summary>
internal static class SourceUrn
{
    public static string Of(Oin organization, string system) => $"urn:nld:oin:{organization}:systeem:{system}";

    /// <returns>The organization that the text names; that does not make it true.</returns>
    public static Oin? OinOf(string? source) =>
        source?.Split(':') is ["urn", "nld", "oin", var oin, "systeem", { Length: > 0 }] && Oin.TryParse(oin, out var organization) ? organization : null;
}
