using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CommonGround.Platform.Authentication;

/// <summary>The outcome of a validation, with what it rests on.</summary>
/// <param name="Principal">The caller: requests share it.</param>
/// <param name="Options">The configuration that the token was validated with.</param>
/// <param name="Issuer">The issuer's metadata and keys that it was validated with, where there are any.</param>
/// <param name="Until">From when on it no longer counts.</param>
internal sealed record RememberedToken(
    CallerPrincipal Principal, JwtBearerOptions Options, OpenIdConnectConfiguration? Issuer, DateTimeOffset Until);
