using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CommonGround.Platform.Telemetry;

/// <summary>The settings of section <c>Management</c>: where Kubernetes asks for health and metrics.</summary>
public sealed class ManagementOptions
{
    public const string Section = "Management";

    /// <summary>The TCP port.</summary>
    /// <value>The default value is 1338; 0 to 65535, where 0 is any free port.</value>
    public int Port { get; set; } = 1338;

    /// <summary>The IP address to listen on.</summary>
    /// <value>
    /// By default every address, because the kubelet asks from outside the pod; in Development only those of this machine.
    /// </value>
    public string? Address { get; set; }

    internal bool TryGetAddress([NotNullWhen(true)] out IPAddress? address)
    {
        address = IPAddress.IPv6Any;
        return string.IsNullOrEmpty(Address) || IPAddress.TryParse(Address, out address);
    }
}
