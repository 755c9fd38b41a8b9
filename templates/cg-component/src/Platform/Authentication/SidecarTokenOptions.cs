namespace CommonGround.Platform.Authentication;

/// <summary>The variable <c>APP_API_TOKEN</c>: what the sidecar shows with each of its calls. It is read at start.</summary>
internal sealed class SidecarTokenOptions
{
    public const string Variable = "APP_API_TOKEN";

    /// <summary>The token, as the sidecar was given it.</summary>
    /// <value>Required outside Development. Without it no call counts as one of the sidecar.</value>
    public string? Token { get; set; }
}
