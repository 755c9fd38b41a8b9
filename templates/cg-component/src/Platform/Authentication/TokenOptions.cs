namespace CommonGround.Platform.Authentication;

/// <summary>
/// The settings under <c>Authentication:Tokens</c>. Issuers, audiences and keys stand where ASP.NET has them:
/// <c>Authentication:Schemes:Bearer</c>.
/// </summary>
public sealed class TokenOptions
{
    internal const string Section = "Authentication:Tokens";

    /// <summary>The longest life that a token may have, from <c>iat</c> to <c>exp</c> (OAU-12).</summary>
    /// <value>The default value is 6 hours, which is also the most. At least 1 minute.</value>
    public TimeSpan LongestLife { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// For how long a validated token is not validated again. It ends sooner where the token expires, or when keys or
    /// configuration change. Zero validates each request.
    /// </summary>
    /// <value>The default value is 5 minutes, which is also the most.</value>
    public TimeSpan RememberedFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many validated tokens are remembered at once: about 2 kB of memory each.</summary>
    /// <value>The default value is 10,000. From 2 to 1,000,000.</value>
    public int Remembered { get; set; } = 10_000;
}
