namespace CommonGround.Platform.Logging.Processing;

/// <summary>What the processing lines say of callers, and whose trace they continue. Section <c>Processing</c>, read at start.</summary>
internal sealed class ProcessingOptions
{
    public const string Section = "Processing";

    /// <summary>Stands in <see cref="TrustedCallers"/> for every caller with a valid token, every component that calls by the sidecar and every trusted source of events.</summary>
    public const string Everyone = "*";

    /// <summary>
    /// The callers whose <c>traceparent</c> is continued (LDV-05): client ids of tokens, app-ids of components, sources of events. Of others it
    /// becomes a link from a trace of our own.
    /// </summary>
    /// <value>The default value is <c>*</c>: all of them. An empty list is none.</value>
    public string[]? TrustedCallers { get; set; }

    /// <summary>
    /// The URL or URN of the application behind a client id or app-id, for <c>dpl.core.foreign_operation.processor</c> (LDV-07). One that is not
    /// here is written as a URN made of its id.
    /// </summary>
    /// <value>The default value is empty.</value>
    public Dictionary<string, string> Callers { get; } = new(StringComparer.Ordinal);

    /// <summary>The file with the processing activities, beside the component or as an absolute path.</summary>
    /// <value>The default value is <c>processing-activities.json</c>.</value>
    public string ActivitiesFile { get; set; } = ProcessingActivities.FileName;

    public bool Trusts(string caller) => TrustedCallers is not { } trusted || trusted.Contains(Everyone) || trusted.Contains(caller, StringComparer.Ordinal);
}
