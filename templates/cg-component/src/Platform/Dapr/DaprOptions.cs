namespace CommonGround.Platform.Dapr;

/// <summary>The names of the Dapr components, and the limits of calls to the sidecar. Section <c>Dapr</c>.</summary>
/// <remarks>Where the sidecar listens, and its token, are told by Dapr's own variables: <see cref="SidecarAddress"/>.</remarks>
internal sealed class DaprOptions
{
    public const string Section = "Dapr";

    /// <summary>The name of the state store's component.</summary>
    /// <value>The default value is <c>statestore</c>.</value>
    public string StateStore { get; set; } = "statestore";

    /// <summary>The name of the pub/sub component.</summary>
    /// <value>The default value is <c>pubsub</c>.</value>
    public string PubSub { get; set; } = "pubsub";

    /// <summary>
    /// The name of the pub/sub component that delivers the dead letters. It stands on the same broker, and its inbound retries go on for longer:
    /// what comes back on a dead-letter topic has no other place left.
    /// </summary>
    /// <value>The default value is <c>pubsub-dead-letters</c>.</value>
    public string DeadLetterPubSub { get; set; } = "pubsub-dead-letters";

    /// <summary>The name of the secret store's component.</summary>
    /// <value>The default value is <c>secretstore</c>.</value>
    public string SecretStore { get; set; } = "secretstore";

    /// <summary>How long the sidecar may take for an answer about state, secrets or itself. After it the connection is closed.</summary>
    /// <value>The default value is 5 seconds, as <c>State:StoreTimeout</c>. The range is 10 milliseconds to 1 minute.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the sidecar may take to publish.</summary>
    /// <value>The default value is 10 seconds. The range is 10 milliseconds to 1 minute.</value>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest body of a request, in bytes; a larger one is not sent. It is the sidecar's <c>--max-body-size</c>, on Kubernetes the
    /// annotation <c>dapr.io/max-body-size</c>: past its own limit a sidecar answers with errors that look like others.
    /// </summary>
    /// <value>
    /// The default value is 4,194,304 (4 MiB), as the sidecar's. The range is 3,145,728, the largest <c>State:GroupBytes</c>, to
    /// 268,435,456.
    /// </value>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long a secret that was read is not read again, so that a new value is seen after it.</summary>
    /// <value>The default value is 1 minute. The range is 1 second to 1 day.</value>
    public TimeSpan SecretLife { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often readiness asks the sidecar what it has.</summary>
    /// <value>The default value is 5 seconds. The range is 100 milliseconds to 1 minute.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(5);
}
