using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Invocation;

/// <summary>The pipeline of each client, made when it is first used.</summary>
internal sealed class CallPipelines(
    IOptionsMonitor<CallOptions> options, TimeProvider time, InvocationMetrics metrics, ILogger<CallPipeline> logger)
{
    private readonly ConcurrentDictionary<string, Lazy<CallPipeline>> _pipelines = [];

    public CallPipeline Of(string client) =>
        _pipelines.GetOrAdd(client, name => new(() => new(name, options.Get(name), time, metrics, logger))).Value;
}
