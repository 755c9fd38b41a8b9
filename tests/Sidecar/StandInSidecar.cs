using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar;

/// <summary>
/// A stand-in for a Dapr sidecar: its v1.0 HTTP API on 127.0.0.1 and a free port, which behaves as recorded from daprd 1.18.2.
/// What it does not imitate is listed with the reason in <c>tests/data/dapr-exchanges/not-imitated.txt</c>.
/// </summary>
/// <remarks>
/// The port is taken when the object is made and stays its own until it is disposed: before <see cref="StartAsync()"/>, and after
/// <see cref="StopAsync"/>, a connection to it is refused, as of a sidecar that starts late or is restarted.
/// </remarks>
public sealed class StandInSidecar : IAsyncDisposable
{
    private readonly ListeningPort _port = new();
    private readonly SidecarOptions _options;
    private int _appPort;
    private RunningSidecar? _running;

    public StandInSidecar(SidecarOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _appPort = options.AppPort ?? 0;
        Address = new Uri($"http://127.0.0.1:{_port.Number}");
    }

    /// <summary>Where it listens while it runs.</summary>
    public Uri Address { get; }

    /// <summary>For <c>DAPR_HTTP_PORT</c>.</summary>
    public int Port => _port.Number;

    /// <summary>What goes wrong on the way to it. They stay when it is restarted.</summary>
    public SidecarFaults Faults { get; } = new();

    /// <summary>Whether the component was reached and asked for its subscriptions, once.</summary>
    public bool AppAsked => _running?.App.Asked ?? false;

    /// <summary>Whether the component counts as healthy; without app health checks it always does.</summary>
    public bool AppHealthy => _running?.App.Health.Healthy ?? true;

    /// <summary>How many subscriptions it has of the component.</summary>
    public int Subscriptions => _running?.App.Subscriptions.Count ?? 0;

    public static async Task<StandInSidecar> StartAsync(SidecarOptions options)
    {
        var sidecar = new StandInSidecar(options);
        await sidecar.StartAsync();
        return sidecar;
    }

    /// <summary>Starts it, also again after <see cref="StopAsync"/>: as a new process, with the stores and brokers as they are.</summary>
    public async Task StartAsync()
    {
        if (_running is not null)
        {
            throw new InvalidOperationException("The sidecar runs already.");
        }

        _running = await RunningSidecar.StartAsync(_options, _port, Faults, () => _appPort);
        _options.Network?.Add(_options.AppId, _running.App);
    }

    /// <summary>Tells the port of a component that chose one itself.</summary>
    public void AppListensOn(int port) => Volatile.Write(ref _appPort, port);

    /// <summary>Ends it at once, as a killed process: open requests get no answer, and deliveries under way come again.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is not { } running)
        {
            return;
        }

        _options.Network?.Remove(_options.AppId, running.App);
        await running.DisposeAsync();
        _port.Reserve();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
    }
}
