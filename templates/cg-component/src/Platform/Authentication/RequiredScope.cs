namespace CommonGround.Platform.Authentication;

/// <summary>Endpoint metadata: the scope that a token must have (OAU-07).</summary>
public sealed record RequiredScope(string Scope);
