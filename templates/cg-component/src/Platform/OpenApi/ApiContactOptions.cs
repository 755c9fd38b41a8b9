namespace CommonGround.Platform.OpenApi;

/// <summary>The settings of section <c>Api:Contact</c> (ADR-21).</summary>
public sealed class ApiContactOptions
{
    /// <summary>The team or organization.</summary>
    /// <value>Required.</value>
    public string Name { get; set; } = "";

    /// <summary>Its mail address.</summary>
    /// <value>Required.</value>
    public string Email { get; set; } = "";

    /// <summary>Its page.</summary>
    /// <value>Required; an absolute address.</value>
    public Uri? Url { get; set; }
}
