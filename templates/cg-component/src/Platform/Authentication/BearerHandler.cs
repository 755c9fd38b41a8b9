using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// The JWT bearer handler, which remembers what it validated, waits for a new key of the issuer, and answers 503 where the issuer's
/// keys are not at hand. The events of <see cref="JwtBearerOptions"/> are raised when a token is validated, not when it is remembered.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<JwtBearerOptions> options, ILoggerFactory logger, UrlEncoder encoder, RememberedTokens remembered, CallerFactory callers)
    : JwtBearerHandler(options, logger, encoder)
{
    private static readonly Task<AuthenticateResult> NoToken = Task.FromResult(AuthenticateResult.NoResult());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Not left to the library: one of its events may take a token from elsewhere, such as the query (OAU-02).
        if (Request.Headers.Authorization.Count == 0)
        {
            return NoToken;
        }

        if (!TokenHash.TryRead(Request.Headers.Authorization, out var hash))
        {
            return base.HandleAuthenticateAsync();
        }

        var issuer = Options.ConfigurationManager?.GetConfigurationAsync(Context.RequestAborted);
        return (issuer is null or { IsCompletedSuccessfully: true } ? remembered.Find(hash, Options, issuer?.Result) : null)
            ?? ValidateAsync(hash, issuer);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        if (result.Failure is IssuerUnavailableException unavailable)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = Math.Ceiling(unavailable.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    private async Task<AuthenticateResult> ValidateAsync(TokenHash hash, Task<OpenIdConnectConfiguration>? known)
    {
        try
        {
            // What the validation rests on is read before it begins: should it change meanwhile, the outcome is not remembered for long.
            var issuer = known is null ? null : await known;
            var result = await base.HandleAuthenticateAsync();

            if (result.Failure is SecurityTokenSignatureKeyNotFoundException
                && Options.ConfigurationManager is IssuerMetadata metadata
                && await metadata.RenewAsync(issuer, Context.RequestAborted))
            {
                issuer = await metadata.GetConfigurationAsync(Context.RequestAborted);
                result = await base.HandleAuthenticateAsync();
            }

            return result.Succeeded ? Accept(hash, result.Ticket, issuer) : result;
        }
        catch (IssuerUnavailableException e)
        {
            return AuthenticateResult.Fail(e);
        }
    }

    private AuthenticateResult Accept(TokenHash hash, AuthenticationTicket ticket, OpenIdConnectConfiguration? issuer)
    {
        var principal = callers.Create((ClaimsIdentity)ticket.Principal.Identity!);
        var result = AuthenticateResult.Success(new AuthenticationTicket(principal, ticket.Properties, ticket.AuthenticationScheme));
        if (ticket.Properties.ExpiresUtc is { } expires)
        {
            remembered.Add(hash, result, Options, issuer, expires);
        }

        return result;
    }
}
