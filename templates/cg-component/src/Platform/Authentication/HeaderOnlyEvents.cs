using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// A supplier's events, except the one that may take a token from elsewhere than the <c>Authorization</c> header: such as from the
/// query (OAU-02), and it would be remembered as if it were the one in the header.
/// </summary>
internal sealed class HeaderOnlyEvents : JwtBearerEvents
{
    public HeaderOnlyEvents(JwtBearerEvents events)
    {
        OnAuthenticationFailed = events.AuthenticationFailed;
        OnChallenge = events.Challenge;
        OnForbidden = events.Forbidden;
        OnTokenValidated = events.TokenValidated;
    }

    public override Task MessageReceived(MessageReceivedContext context) => Task.CompletedTask;
}
