using System.Diagnostics.CodeAnalysis;

namespace CommonGround.Platform.Authentication;

/// <summary>Where the tenant of a request comes from.</summary>
public enum TenancyMode
{
    /// <summary>Every caller works for the component's own organization: <see cref="TenancyOptions.Oin"/>.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The setting's value is called this; no floating point number is near.")]
    Single,

    /// <summary>The token names the organization, in the claim <see cref="TenancyOptions.Claim"/>.</summary>
    Claim,
}
