using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>Reaches the components that run on this machine with the same state file, on 127.0.0.1 and nowhere else.</summary>
internal sealed class EmbeddedInvocation(RunningComponents components, IOptions<EmbeddedOptions> options) : IInvocation
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);

    public HttpMessageHandler CreateHandler(string appId)
    {
        ArgumentException.ThrowIfNullOrEmpty(appId);
        return new EmbeddedCallHandler(components, options.Value, appId)
        {
            // All that comes goes through as it is, so nothing here may follow, keep or unpack anything; and no proxy hears of it.
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = s_connectTimeout,
            },
        };
    }
}
