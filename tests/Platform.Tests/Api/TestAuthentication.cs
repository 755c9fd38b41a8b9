using System.Security.Claims;
using System.Text.Encodings.Web;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Takes <c>Bearer client:scope,scope</c> for a token.</summary>
internal sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Test";

    public static readonly Oin Tenant = Oin.Parse("00000099000000001000");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var parts = token["Bearer ".Length..].Split(':');
        var principal = new CallerPrincipal(new ClaimsIdentity(Scheme), new Caller(Tenant, parts[0]), parts[1].Split(','));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
