namespace CommonGround.Tools.Benchmark;

/// <summary>A component with resources in its store. It is started again where a measure wants it fresh.</summary>
internal sealed class Filled(Application application) : IAsyncDisposable
{
    private Server? _server;

    public Application Application => application;

    public Server Server => _server ?? throw new InvalidOperationException("It was not started.");

    /// <summary>An id that is newer than all of them.</summary>
    public Guid Newest { get; set; }

    public async Task StartAsync()
    {
        await DisposeAsync();
        _server = await Server.StartAsync(application);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }
}
