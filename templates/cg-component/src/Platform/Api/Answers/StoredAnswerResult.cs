using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The answer as it was stored, to the first request and to every repetition: same status, headers and body (commit-log 20).</summary>
internal sealed class StoredAnswerResult(StoredAnswer answer) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => answer.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        return answer.Body is null ? Task.CompletedTask : response.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
