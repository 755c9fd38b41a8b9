namespace CommonGround.Platform.OpenApi;

/// <summary>Endpoint metadata: a request header that the document describes.</summary>
public sealed record RequestHeader(string Name, string Description, string Example, bool Required)
{
    /// <summary>How many characters it may have.</summary>
    /// <value>The default value is 1,024.</value>
    public int MaxLength { get; init; } = 1024;
}
