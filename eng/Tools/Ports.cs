using System.Net;
using System.Net.Sockets;

namespace CommonGround.Tools;

internal static class Ports
{
    /// <summary>A port of 127.0.0.1 that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="InvalidOperationException">Somebody listens on it; the message ends with <paramref name="advice"/>.</exception>
    public static void CheckFree(int port, string advice)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            throw new InvalidOperationException($"Port {port} is in use. {advice}");
        }
    }
}
