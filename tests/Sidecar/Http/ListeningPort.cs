using System.Net;
using System.Net.Sockets;

namespace CommonGround.Sidecar.Http;

/// <summary>A free port of 127.0.0.1 that nobody else gets, also while nobody listens: then a connection is refused.</summary>
public sealed class ListeningPort : IDisposable
{
    private Socket _bound;

    public ListeningPort()
    {
        _bound = Bind(0);
        Number = ((IPEndPoint)_bound.LocalEndPoint!).Port;
    }

    public int Number { get; }

    /// <summary>The socket to listen on. Whoever gets it disposes it.</summary>
    public Socket Take() => _bound;

    /// <summary>Takes the port again after who listened is gone.</summary>
    public void Reserve()
    {
        _bound.Dispose();
        _bound = Bind(Number);
    }

    public void Dispose() => _bound.Dispose();

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
