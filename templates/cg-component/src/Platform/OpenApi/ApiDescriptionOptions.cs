namespace CommonGround.Platform.OpenApi;

/// <summary>The settings of section <c>Api</c>: what the description tells that the code does not.</summary>
public sealed class ApiDescriptionOptions
{
    public const string Section = "Api";

    /// <summary>The name of the API.</summary>
    /// <value>Required.</value>
    public string Title { get; set; } = "";

    /// <summary>What the API is for, in Dutch; Markdown is allowed.</summary>
    /// <value>Required.</value>
    public string Description { get; set; } = "";

    /// <summary>Where callers reach the API from outside: the address of the gateway.</summary>
    /// <value>Required; an absolute https address whose path ends on the major version, such as <c>https://api.example.nl/planner/v1</c>.</value>
    public Uri? ServerUrl { get; set; }

    /// <summary>Where clients get their token (OAuth 2.0 client credentials).</summary>
    /// <value>Required; an absolute https address.</value>
    public Uri? TokenUrl { get; set; }

    /// <summary>Who answers questions about the API (ADR-21).</summary>
    public ApiContactOptions Contact { get; set; } = new();
}
