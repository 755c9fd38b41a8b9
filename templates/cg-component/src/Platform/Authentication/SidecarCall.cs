namespace CommonGround.Platform.Authentication;

/// <summary>The feature of a request that carried the sidecar's token.</summary>
internal sealed class SidecarCall
{
    public static readonly SidecarCall Instance = new();

    private SidecarCall()
    {
    }
}
