namespace CommonGround.Platform.Api.Routing;

/// <summary>The proxies that end TLS before the component. Section <c>Proxy</c>.</summary>
public sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Addresses whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    /// <value>The default value is none: then plain http is answered on loopback only.</value>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>The same for networks, such as <c>10.42.0.0/16</c>.</summary>
    /// <value>The default value is none.</value>
    public IList<string> KnownNetworks { get; } = [];

    internal bool IsConfigured => KnownProxies.Count + KnownNetworks.Count > 0;
}
