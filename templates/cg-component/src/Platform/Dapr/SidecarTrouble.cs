namespace CommonGround.Platform.Dapr;

/// <summary>What is said of the sidecar itself, whichever building block was asked for.</summary>
internal static class SidecarTrouble
{
    public const string Token =
        "The sidecar refuses the API token: the component and its sidecar do not have the same DAPR_API_TOKEN.";
}
