using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Answers;

/// <summary>304 with the <c>ETag</c> that the caller already has (RFC 9110, 15.4.5).</summary>
internal sealed class NotModifiedAnswer(string etag) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status304NotModified;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.Headers.ETag = etag;
        return Task.CompletedTask;
    }
}
