namespace CommonGround.Platform.Logging.Delivery;

/// <summary>The Logboek of one tenant. Configuration section <c>Logboek:Tenants:{oin}</c>.</summary>
public sealed class LogboekTenantOptions
{
    /// <summary>The address of its Logboek, as <see cref="LogboekOptions.Endpoint"/>.</summary>
    /// <value>There is no default value: a tenant that is named needs one.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The name of the secret with the headers for it, as <see cref="LogboekOptions.Secret"/>.</summary>
    /// <value>The default value is none: the headers of another Logboek are not shown to this one.</value>
    public string? Secret { get; set; }
}
