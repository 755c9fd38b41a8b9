namespace CommonGround.Platform.Logging.Delivery;

/// <summary>Where processing lines go (LDV-11, LDV-12, LDV-17). Configuration section <c>Logboek</c>.</summary>
public sealed class LogboekOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Logboek";

    /// <summary>How the lines of tenants without an endpoint of their own go.</summary>
    /// <value>The default value is <see cref="LogboekDelivery.Otlp"/> with an <see cref="Endpoint"/>, otherwise <see cref="LogboekDelivery.None"/>.</value>
    public LogboekDelivery? Delivery { get; set; }

    /// <summary>The https address of the Logboek. Without a path, lines go to <c>/v1/traces</c> there; a path is used as it is.</summary>
    /// <value>The default value is none.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The name of the secret with the headers that show who calls: each value of it is the header of its name.</summary>
    /// <value>The default value is none: no headers.</value>
    public string? Secret { get; set; }

    /// <summary>Tenants with a Logboek of their own, by OIN.</summary>
    /// <value>The default value is empty.</value>
    public IDictionary<string, LogboekTenantOptions> Tenants { get; } = new Dictionary<string, LogboekTenantOptions>(StringComparer.Ordinal);

    /// <summary>With <see cref="LogboekDelivery.PubSub"/>: the topic.</summary>
    /// <value>The default value is <c>dataverwerkingen</c>. It has 1 to 100 lower-case letters, digits, hyphens and dots, a letter first.</value>
    public string Topic { get; set; } = "dataverwerkingen";

    /// <summary>How long lines gather before they go: one note of the progress serves them all.</summary>
    /// <value>The default value is 1 second. The range is 0 to 1 minute.</value>
    public TimeSpan Gather { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many lines one call holds at most.</summary>
    /// <value>The default value is 512. The range is 1 to 10,000.</value>
    public int BatchLines { get; set; } = 512;

    /// <summary>How large the lines of one call are together at most, in bytes. One line alone goes whatever its size.</summary>
    /// <value>The default value is 1,048,576 (1 MiB). The range is 65,536 to 16,777,216.</value>
    public int BatchBytes { get; set; } = 1024 * 1024;

    /// <summary>Whether the body of a call by OTLP is compressed.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Gzip { get; set; }

    /// <summary>How long one call may take. After it nobody knows what was written, and its lines go again.</summary>
    /// <value>The default value is 10 seconds. The range is 100 milliseconds to 2 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a first call that failed; it doubles with each, up to <see cref="LongestPause"/>.</summary>
    /// <value>The default value is 1 second. The range is 10 milliseconds to 1 minute.</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, where the Logboek asks for no longer one.</summary>
    /// <value>The default value is 1 minute. The range is <see cref="FirstPause"/> to 1 hour.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How the lines of tenants without an endpoint of their own go, with the default filled in.</summary>
    internal LogboekDelivery Chosen => Delivery ?? (Endpoint is null ? LogboekDelivery.None : LogboekDelivery.Otlp);
}
