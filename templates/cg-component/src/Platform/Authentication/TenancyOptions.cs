namespace CommonGround.Platform.Authentication;

/// <summary>The settings under <c>Tenancy</c>. They are read at start.</summary>
public sealed class TenancyOptions
{
    internal const string Section = "Tenancy";

    /// <summary>Where the tenant of a request comes from.</summary>
    /// <value>The default value is <see cref="TenancyMode.Single"/>.</value>
    public TenancyMode Mode { get; set; }

    /// <summary>The OIN of the component's own organization (IDN-01). Required with <see cref="TenancyMode.Single"/>.</summary>
    public string? Oin { get; set; }

    /// <summary>
    /// The claim that holds the tenant's OIN. Required with <see cref="TenancyMode.Claim"/>; a token without it, or with
    /// anything else than one OIN in it, is answered with 403.
    /// </summary>
    public string? Claim { get; set; }

    /// <summary>The OINs that are tenants of this component, with <see cref="TenancyMode.Claim"/>; others are answered with 403.</summary>
    /// <value>The default value is an empty list: every organization that the issuer vouches for.</value>
    public IList<string> Tenants { get; } = [];
}
