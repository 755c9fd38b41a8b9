using System.Net;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry.Metrics;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// A second Kestrel beside the one of the API. It shares nothing with it but the process: no middleware of the API touches
/// health and metrics, no path of one port exists on the other, and the API's addresses still come from the usual settings,
/// which an endpoint configured in code would override.
/// </summary>
internal sealed partial class ManagementServer(
    ManagementApplication application,
    MetricsListener metrics,
    IOptions<ManagementOptions> options,
    IHostEnvironment environment,
    IServiceProvider services,
    ILoggerFactory loggerFactory) : IManagementServer, IHostedLifecycleService, IServesOnly, IAsyncDisposable, IDisposable
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<ManagementServer>();
    private Task _opening = Task.CompletedTask;
    private KestrelServer? _server;

    public Uri Address
    {
        get => field ?? throw new InvalidOperationException("The management port is not open: the component is not started.");
        private set;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens the port while the API starts: beside it, so that the API answers no later.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _opening = Task.Run(() => OpenAsync(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => _opening;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The host stops it after the API: a component that finishes its last requests is still alive.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A start that failed elsewhere may leave the port half open: it is waited for, and then closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _server?.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        metrics.Start();

        var settings = options.Value;
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        Listen(kestrel, settings);

        _server = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggerFactory),
            loggerFactory);

        try
        {
            await _server.StartAsync(application, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new StartupRefusedException(
                $"The management port {settings.Port} cannot be opened; another component may be using it. "
                    + $"Set {ManagementOptions.Section}:Port to a free port, or to 0 for any.",
                exception);
        }

        var bound = _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(bound.Replace("[::]", "localhost", StringComparison.Ordinal));
        Log.Listening(_logger, bound);
    }

    private void Listen(KestrelServerOptions kestrel, ManagementOptions settings)
    {
        if (!string.IsNullOrEmpty(settings.Address) && settings.TryGetAddress(out var address))
        {
            kestrel.Listen(address, settings.Port);
        }
        else if (!environment.IsDevelopment())
        {
            kestrel.ListenAnyIP(settings.Port);
        }
        else if (settings.Port == 0)
        {
            // A free port cannot be asked for on both addresses of localhost at once.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(settings.Port);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Health and metrics on {Address}")]
        public static partial void Listening(ILogger logger, string address);
    }
}
