using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>With which status a result will answer.</summary>
internal static class ResultStatus
{
    /// <returns>The status, or <see langword="null"/> where the result does not say.</returns>
    public static int? Of(object? result) => result switch
    {
        INestedHttpResult nested => Of(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => null,
    };
}
