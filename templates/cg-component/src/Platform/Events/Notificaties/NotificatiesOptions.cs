namespace CommonGround.Platform.Events.Notificaties;

/// <summary>
/// A Notificaties API as VNG standardized it for ZGW, which gets events in its own form besides the broker. Configuration section
/// <c>Notificaties</c>; without an address there is none.
/// </summary>
public sealed class NotificatiesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notificaties";

    /// <summary>The longest name of a kanaal (NOT-01).</summary>
    internal const int KanaalLength = 50;

    /// <summary>The https address of the API, without <c>/notificaties</c>: <c>https://notificaties.example.nl/api/v1</c>.</summary>
    /// <value>The default value is none: nothing is sent.</value>
    public Uri? Address { get; set; }

    /// <summary>The kanaal of each topic that is sent, by the topic, which this component publishes. A kanaal is registered at the API first, without filters (NOT-02).</summary>
    /// <value>The default value is empty. With an address at least one is needed.</value>
    public IDictionary<string, string> Kanalen { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The OIN of the tenant whose events are sent: an API is one municipality's.</summary>
    /// <value>The default value is none: those of every tenant. With <c>Tenancy:Mode</c> <c>Claim</c> it is needed.</value>
    public string? Tenant { get; set; }

    /// <summary>Where callers find the resources: <c>{ResourceAddress}/{collection}/{id}</c> is what a notification refers to.</summary>
    /// <value>The default value is the setting <c>Api:ServerUrl</c>.</value>
    public Uri? ResourceAddress { get; set; }

    /// <summary>How this component shows who it is.</summary>
    /// <value>The default value is <see cref="NotificatiesAuthentication.Jwt"/>.</value>
    public NotificatiesAuthentication Authentication { get; set; } = NotificatiesAuthentication.Jwt;

    /// <summary>The name of this component at the API, or at the authorization server.</summary>
    /// <value>The default value is empty. With an address it is needed.</value>
    public string ClientId { get; set; } = "";

    /// <summary>The name of the secret in the secret store. It has one value, or one under the name <c>secret</c>.</summary>
    /// <value>The default value is <c>notificaties</c>.</value>
    public string Secret { get; set; } = "notificaties";

    /// <summary>With <see cref="NotificatiesAuthentication.ClientCredentials"/>: the https address where tokens are given.</summary>
    /// <value>The default value is none.</value>
    public Uri? TokenUrl { get; set; }
}
