using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>
/// Under which id a request goes to the outway: a new one for each, tries included, since an id is unique for the transaction and each request
/// is a line of its own in the transaction logs. OpenFSC wants it of the caller, as a UUIDv7; other outways make it (FSC-04, FSC-09).
/// </summary>
internal sealed partial class FscTransaction(IHttpContextAccessor context, TimeProvider time)
{
    public string Next() => Guid.CreateVersion7(time.GetUtcNow()).ToString("D");

    /// <summary>The transaction that the request in progress came with. It goes to the log only, to tie a chain of organizations together.</summary>
    public string? Inbound() =>
        context.HttpContext?.Request.Headers[FscHeaders.TransactionId].FirstOrDefault() is { } id && Id().IsMatch(id) ? id : null;

    /// <summary>The id under which the logs of both organizations have an exchange: what the outway says, and otherwise what it was asked with.</summary>
    public static string? Of(HttpRequestMessage request, HttpResponseMessage? answer) =>
        First(answer?.Headers) is { } said && Id().IsMatch(said) ? said : First(request.Headers);

    private static string? First(HttpHeaders? headers) =>
        headers is not null && headers.TryGetValues(FscHeaders.TransactionId, out var values) ? values.First() : null;

    /// <summary>Its form is a matter of the profile; it stands in log and messages.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,100}\z")]
    private static partial Regex Id();
}
