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
/// The JWT bearer handler, for tokens that are not remembered: it waits for a new key of the issuer, answers 503 where the issuer's
/// keys are not at hand, and remembers what it accepted.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<JwtBearerOptions> options, ILoggerFactory logger, UrlEncoder encoder, RememberedTokens remembered, CallerFactory callers)
    : JwtBearerHandler(options, logger, encoder)
{
    private static readonly Task<AuthenticateResult> NoToken = Task.FromResult(AuthenticateResult.NoResult());

    // Not left to the library: it joins two headers into one, and one of its events may take a token from the query (OAU-02).
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        TokenHash.TryRead(Request.Headers.Authorization, out var hash) ? ValidateAsync(hash) : NoToken;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        if (failure is not null)
        {
            Context.Features.Set(new RefusedToken(failure));
        }

        if (failure is IssuerUnavailableException unavailable)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = Math.Ceiling(unavailable.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        await base.HandleForbiddenAsync(properties);

        // RFC 6750, 3.1. A token with every scope is refused for another reason, such as its tenant.
        var scopes = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequiredScope>().Select(required => required.Scope).ToArray() ?? [];
        if (Context.User is CallerPrincipal principal && !scopes.All(principal.Scopes.Contains))
        {
            Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', scopes)}\"";
        }
    }

    private async Task<AuthenticateResult> ValidateAsync(TokenHash hash)
    {
        try
        {
            // What the validation rests on is read before it begins: should it change meanwhile, the outcome is not remembered for long.
            var issuer = Options.ConfigurationManager is { } manager ? await manager.GetConfigurationAsync(Context.RequestAborted) : null;
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
        if (ticket.Properties.ExpiresUtc is { } expires)
        {
            remembered.Add(hash, principal, Options, issuer, expires);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(principal, ticket.Properties, ticket.AuthenticationScheme));
    }
}
