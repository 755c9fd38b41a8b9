using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Has each request come from another address than that of the test.</summary>
internal sealed class Peer(string address) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, run) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            return run(context);
        });
        next(app);
    };
}
