namespace CommonGround.Platform.Events.Receiving;

/// <summary>What is believed and taken in of received events. Section <c>Subscriptions</c>.</summary>
internal sealed class SubscriptionOptions
{
    public const string Section = "Subscriptions";

    /// <summary>
    /// The sources whose OIN is believed, each in full, such as <c>urn:nld:oin:00000001823288444000:systeem:zaakregister</c>. Needed by
    /// subscriptions with <see cref="EventTenant.OfSource"/>.
    /// </summary>
    /// <value>The default value is an empty list.</value>
    public IList<string> TrustedSources { get; } = [];

    /// <summary>The largest event, in bytes as delivered. A larger one goes to the dead letters, without its content.</summary>
    /// <value>The default value is 262,144 (256 KiB). The range is 65,536 (EVT-09) to 524,288.</value>
    public int EventBytes { get; set; } = 256 * 1024;

    /// <summary>How often the dead letters of all tenants are counted, for the metric.</summary>
    /// <value>The default value is 1 minute. The range is 1 second to 1 hour.</value>
    public TimeSpan CountInterval { get; set; } = TimeSpan.FromMinutes(1);
}
