using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>
/// Under which id a call goes: that of the request that is being handled, so that the logs of a chain of organizations tie together, and
/// otherwise a new one (FSC-04, FSC-09).
/// </summary>
internal sealed class FscTransaction(IHttpContextAccessor context, TimeProvider time)
{
    /// <returns>A UUID in its usual form, whatever came in.</returns>
    public string Of(HttpRequestMessage request) =>
        (Given(request) ?? Inbound() ?? Guid.CreateVersion7(time.GetUtcNow())).ToString("D");

    private static Guid? Given(HttpRequestMessage request) =>
        request.Headers.TryGetValues(FscHeaders.TransactionId, out var values) ? Read(values.FirstOrDefault()) : null;

    private Guid? Inbound() => Read(context.HttpContext?.Request.Headers[FscHeaders.TransactionId].FirstOrDefault());

    private static Guid? Read(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
