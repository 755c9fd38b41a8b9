using System.Net;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Routing;

/// <summary>Answers over https, over http on loopback (the sidecar), and over http behind a known proxy that received https (ADR-30).</summary>
internal static class TransportExtensions
{
    public static void AddTransport(this IServiceCollection services)
    {
        services.AddSettings<ProxyOptions>(ProxyOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProxyOptions>, ProxyValidation>());
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            // The framework's own defaults believe every process on this machine.
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var address in proxy.Value.KnownProxies)
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(address));
            }

            foreach (var network in proxy.Value.KnownNetworks)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });
    }

    public static void UseSecureTransport(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.IsConfigured)
        {
            app.UseForwardedHeaders();
        }

        app.Use(static next => context => IsSecure(context) ? next(context) : RefuseAsync(context));
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Features.Set(new RefusalReason("plain_http"));
        return Problems.PlainHttp.ExecuteAsync(context);
    }

    private static bool IsSecure(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            return true;
        }

        // What a proxy forwarded came from elsewhere, whatever address it gave. No address at all is a socket of this machine.
        var address = context.Connection.RemoteIpAddress;
        return (address is null || IPAddress.IsLoopback(address))
            && !context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);
    }
}
