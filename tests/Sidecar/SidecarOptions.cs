using CommonGround.Sidecar.App;
using CommonGround.Sidecar.Invocation;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar;

/// <summary>What a stand-in sidecar is to be. The defaults are those of daprd 1.18.2.</summary>
public sealed record SidecarOptions
{
    /// <summary>The app-id: the prefix of state keys, the name in invocation, and the name of the group that consumes a topic.</summary>
    public required string AppId { get; init; }

    /// <summary>
    /// The port of the component on 127.0.0.1; 0 for a component whose port is told later, with <see cref="StandInSidecar.AppListensOn"/>;
    /// <see langword="null"/> for no component: then nothing is asked of one.
    /// </summary>
    public int? AppPort { get; init; }

    /// <summary>The state stores. Sidecars that are given the same one share what is in it.</summary>
    public IReadOnlyList<StateComponent> StateStores { get; init; } = [];

    /// <summary>The brokers. Sidecars that are given the same one exchange events.</summary>
    public IReadOnlyList<PubSubComponent> PubSubs { get; init; } = [];

    public IReadOnlyList<SecretComponent> SecretStores { get; init; } = [];

    /// <summary>Where app-ids are found; <see langword="null"/> for a sidecar that knows no other.</summary>
    public SidecarNetwork? Network { get; init; }

    /// <summary><c>DAPR_API_TOKEN</c>: what a component must show.</summary>
    public string? ApiToken { get; init; }

    /// <summary><c>APP_API_TOKEN</c>: what the sidecar shows the component.</summary>
    public string? AppToken { get; init; }

    /// <summary>Inbound retries of every subscription; <see langword="null"/> for no resiliency policy.</summary>
    public RetryPolicy? Inbound { get; init; }

    /// <summary>Inbound retries of single components, by name, in the place of <see cref="Inbound"/>.</summary>
    public IReadOnlyDictionary<string, RetryPolicy> InboundOf { get; init; } = new Dictionary<string, RetryPolicy>();

    /// <summary>Retries of invocation; <see langword="null"/> for no resiliency policy.</summary>
    public RetryPolicy? Invoking { get; init; }

    /// <summary>
    /// What others may call, as an access control list that denies by default; <see langword="null"/> for no list. It is not asked where a
    /// component calls itself.
    /// </summary>
    public IReadOnlyList<AccessRule>? Access { get; init; }

    /// <summary>App health checks; <see langword="null"/> where they are not enabled.</summary>
    public AppHealthChecks? AppHealth { get; init; }

    /// <summary><c>--max-body-size</c>, in bytes.</summary>
    public int LargestBody { get; init; } = 4 * 1024 * 1024;

    /// <summary><c>--read-buffer-size</c>, in bytes. As in Go, 4 KiB more than this passes.</summary>
    public int ReadBuffer { get; init; } = 4 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
