namespace CommonGround.Platform.Dapr;

/// <summary>What the sidecar tells of itself by <c>GET /v1.0/metadata</c>.</summary>
internal sealed record SidecarMetadata(IReadOnlyList<LoadedComponent>? Components, IReadOnlyList<LoadedSubscription>? Subscriptions);
