namespace CommonGround.Platform.Telemetry;

/// <summary>
/// One thing that a component needs before it may be sent requests. Register as many as there are things; the component is
/// ready when none of them misses anything.
/// </summary>
internal interface IReadinessCheck
{
    /// <summary>
    /// What is missing, in one line without personal data, or <see langword="null"/> when nothing is. It is asked every few
    /// seconds and must not wait: look at what is known, do not go and ask.
    /// </summary>
    string? Missing { get; }
}
