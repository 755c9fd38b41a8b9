using System.Security.Claims;

namespace CommonGround.Platform.Authentication;

/// <summary>A validated token. Concurrent requests with the same token share it, so nothing may change it.</summary>
internal sealed class CallerPrincipal(ClaimsIdentity identity, Caller? caller, IEnumerable<string> scopes) : ClaimsPrincipal(identity)
{
    /// <summary>The caller, or <see langword="null"/> where the token is valid but names no tenant of this component (403).</summary>
    public Caller? Caller { get; } = caller;

    public IReadOnlySet<string> Scopes { get; } = scopes.ToHashSet(StringComparer.Ordinal);
}
