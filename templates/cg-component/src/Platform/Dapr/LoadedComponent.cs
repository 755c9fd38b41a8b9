namespace CommonGround.Platform.Dapr;

/// <summary>A component that the sidecar has, such as <c>statestore</c>.</summary>
internal sealed record LoadedComponent(string Name);
