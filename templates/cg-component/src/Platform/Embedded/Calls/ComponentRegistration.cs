using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>Lets other components on the file find this one while it runs. A process that was killed is not found, whatever it left.</summary>
internal sealed partial class ComponentRegistration(
    RunningComponents components, IServiceProvider services, IOptions<EmbeddedOptions> options, ILogger<ComponentRegistration> logger)
    : IHostedLifecycleService, IServesOnly
{
    private int? _port;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Now the server has its port.</summary>
    /// <exception cref="StartupRefusedException">The file failed; the message says why and what to do.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // A test may have a server without addresses, or none: then nobody can call it.
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        _port = ListeningPort.On127001(addresses);
        if (_port is { } port)
        {
            await AddAsync(port, cancellationToken);
        }
        else if (addresses.Count > 0)
        {
            Log.NotReachable(logger, string.Join(", ", addresses));
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_port is { } port)
            {
                await components.RemoveAsync(port, CancellationToken.None);
            }
        }
        catch (StateStoreException trouble)
        {
            Log.NotRemoved(logger, trouble.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AddAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await components.AddAsync(options.Value.AppId, port, cancellationToken);
        }
        catch (StateStoreException unusable)
        {
            throw new StartupRefusedException(unusable.Message, unusable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Other components on this machine cannot call this one: none of {Addresses} is http on 127.0.0.1")]
        public static partial void NotReachable(ILogger logger, string addresses);

        [LoggerMessage(2, LogLevel.Warning, "The registration was left in the file. {Explanation}")]
        public static partial void NotRemoved(ILogger logger, string explanation);
    }
}
