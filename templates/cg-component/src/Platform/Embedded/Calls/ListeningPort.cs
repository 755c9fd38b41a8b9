using System.Net;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>Which of a server's addresses other components on this machine can call.</summary>
internal static class ListeningPort
{
    /// <returns>The port of the first address over plain http that takes calls to 127.0.0.1, if there is one.</returns>
    public static int? On127001(IEnumerable<string> addresses) =>
        addresses.Select(BindingAddress.Parse).FirstOrDefault(IsReachable)?.Port;

    private static bool IsReachable(BindingAddress address) =>
        address is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false } && Takes127001(address.Host);

    /// <summary>A name is one that Kestrel took for every address, as it does with <c>*</c> and <c>+</c>.</summary>
    private static bool Takes127001(string host) =>
        !IPAddress.TryParse(host, out var ip) || ip.Equals(IPAddress.Loopback) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);
}
