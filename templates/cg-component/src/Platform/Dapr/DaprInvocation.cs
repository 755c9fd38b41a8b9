using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>Other components by the sidecar's invocation.</summary>
internal sealed class DaprInvocation(SidecarAddress address, IOptions<DaprOptions> options, ILogger<InvocationHandler> logger) : IInvocation
{
    /// <exception cref="ArgumentException">It is no app-id.</exception>
    public HttpMessageHandler CreateHandler(string appId)
    {
        ArgumentException.ThrowIfNullOrEmpty(appId);
        return appId.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? new InvocationHandler(appId, address, options.Value, logger)
            : throw new ArgumentException($"'{appId}' is no app-id: lower-case letters, digits and hyphens.", nameof(appId));
    }
}
