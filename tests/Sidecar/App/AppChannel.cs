using System.Net;

namespace CommonGround.Sidecar.App;

/// <summary>The way to a component: requests go through as they are, answers come back as they are.</summary>
internal sealed class AppChannel : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly SidecarOptions _options;
    private readonly Func<int> _port;

    public AppChannel(SidecarOptions options, Func<int> port) => (_options, _port) = (options, port);

    public int Port => _port();

    /// <summary>Sends a request with the sidecar's own headers: its token where there is one.</summary>
    /// <exception cref="HttpRequestException">The component cannot be reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_options.AppToken is { } token)
        {
            request.Headers.TryAddWithoutValidation("Dapr-Api-Token", token);
        }

        return SendAnonymouslyAsync(request, cancellationToken);
    }

    /// <summary>Sends a health probe, which carries no token.</summary>
    public Task<HttpResponseMessage> SendAnonymouslyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", "Go-http-client/1.1");
        }

        return _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <param name="path">With its leading slash; as it is to be sent.</param>
    public Uri Address(string path) =>
        new($"http://127.0.0.1:{Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public void Dispose() => _client.Dispose();
}
