namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Where a service of another organization is reached. Section <c>Fsc:Services:{name}</c>, beside <see cref="CallOptions"/>.</summary>
public sealed class FscServiceOptions
{
    /// <summary>
    /// The address of the outway, over http or https, with a path where the outway wants one. Default: the setting <c>Fsc:Outway</c>. Required.
    /// </summary>
    public string Outway { get; set; } = "";

    /// <summary>The name of the service in the FSC directory, for log and messages; default the client's name (FSC-08).</summary>
    public string Service { get; set; } = "";

    /// <summary>
    /// The hash of the contract's grant, such as <c>$1$1$…</c>, for an outway that chooses by it (OpenFSC, FSC-09). Default none: the
    /// header is not sent.
    /// </summary>
    public string GrantHash { get; set; } = "";
}
