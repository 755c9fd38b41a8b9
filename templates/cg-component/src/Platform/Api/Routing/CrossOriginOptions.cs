namespace CommonGround.Platform.Api.Routing;

/// <summary>Which web pages may call the API from a browser (ADR-33). Section <c>Cors</c>.</summary>
public sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://balie.voorbeeld.nl</c>: scheme, host and port, without a path.</summary>
    /// <value>The default value is none: then no page of another origin may.</value>
    public IList<string> AllowedOrigins { get; } = [];
}
