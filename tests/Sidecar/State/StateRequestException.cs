namespace CommonGround.Sidecar.State;

/// <summary>A request that the sidecar refuses before it asks the store, with 400.</summary>
internal sealed class StateRequestException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>With it the error has details.</summary>
    public string? Reason { get; init; }
}
