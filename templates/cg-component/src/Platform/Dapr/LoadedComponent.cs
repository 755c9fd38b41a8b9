namespace CommonGround.Platform.Dapr;

/// <summary>A component that the sidecar has, such as <c>statestore</c> of type <c>state.postgresql</c>.</summary>
internal sealed record LoadedComponent(string Name, string Type);
