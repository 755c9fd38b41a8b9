using System.Diagnostics;

namespace CommonGround.Platform.Dapr;

/// <summary>Connections to the sidecar: no proxy, no cookies, and a redirect is an answer like any other.</summary>
internal static class SidecarHandler
{
    /// <param name="propagator">
    /// What carries the trace of the caller and makes a span of the call; <see langword="null"/> for neither.
    /// </param>
    public static SocketsHttpHandler Create(DistributedContextPropagator? propagator) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Where the sidecar is a name, it may move to another address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        ActivityHeadersPropagator = propagator,
    };
}
