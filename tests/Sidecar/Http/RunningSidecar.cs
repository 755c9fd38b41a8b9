using System.Net;
using CommonGround.Sidecar.App;
using CommonGround.Sidecar.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Http;

/// <summary>One run of a sidecar, from its start to its end.</summary>
internal sealed class RunningSidecar : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RunningSidecar(WebApplication server, AppConnection app, SidecarOptions options) =>
        (_server, App, Options) = (server, app, options);

    public AppConnection App { get; }

    public SidecarOptions Options { get; }

    public static async Task<RunningSidecar> StartAsync(SidecarOptions options, ListeningPort port, SidecarFaults faults, Func<int> appPort)
    {
        var app = new AppConnection(options, appPort);
        var apis = new Apis(options, app);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => port.Take());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port.Number);
        });
        var server = builder.Build();
        server.Run(new Pipeline(options, apis, faults).HandleAsync);
        await server.StartAsync();
        app.Start();
        return new RunningSidecar(server, app, options);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();

        // Cancelled before it begins: connections end now, answered or not.
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }
}
