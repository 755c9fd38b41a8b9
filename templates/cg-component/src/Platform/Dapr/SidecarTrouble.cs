using System.Net;

namespace CommonGround.Platform.Dapr;

/// <summary>What is said of the sidecar itself, whichever building block was asked for.</summary>
internal static class SidecarTrouble
{
    public const string Token =
        "The sidecar refuses the API token: the component and its sidecar do not have the same DAPR_API_TOKEN.";

    public const string Headers =
        "The headers of a request are larger than the sidecar reads, often because of a large token: raise its --read-buffer-size, on Kubernetes the " +
        "annotation dapr.io/read-buffer-size.";

    /// <returns>What is wrong, where the sidecar answered before any building block did; otherwise <see langword="null"/>.</returns>
    public static string? Of(SidecarAnswer answer) => (answer.Error.ErrorCode, answer.Status) switch
    {
        (null, HttpStatusCode.Unauthorized) => Token,
        (null, HttpStatusCode.RequestHeaderFieldsTooLarge) => Headers,
        _ => null,
    };
}
