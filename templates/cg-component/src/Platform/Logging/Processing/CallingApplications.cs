namespace CommonGround.Platform.Logging.Processing;

/// <summary>What the lines say of the application that called (LDV-07): an address of a system, never of a person (LDV-13).</summary>
internal sealed class CallingApplications(ProcessingOptions options)
{
    /// <param name="client">The client that asked for the token.</param>
    public string OfClient(string client) => options.Callers.GetValueOrDefault(client) ?? $"urn:commonground:client:{Uri.EscapeDataString(client)}";

    /// <param name="appId">The component that calls by the sidecar.</param>
    public string OfComponent(string appId) => options.Callers.GetValueOrDefault(appId) ?? $"urn:commonground:component:{Uri.EscapeDataString(appId)}";
}
