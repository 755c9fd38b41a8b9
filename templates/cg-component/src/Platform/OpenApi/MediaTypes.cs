namespace CommonGround.Platform.OpenApi;

internal static class MediaTypes
{
    public const string Json = "application/json";

    /// <summary>RFC 7396.</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>RFC 9457.</summary>
    public const string Problem = "application/problem+json";
}
