using System.Text.Json;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The answer to a deletion: 204 without a body.</summary>
internal sealed class DeletedAnswer : IStorableResult
{
    public int? StatusCode => StatusCodes.Status204NoContent;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public StoredAnswer Store(string requestHash, JsonSerializerOptions options) =>
        new(requestHash, StatusCodes.Status204NoContent, new Dictionary<string, string>(), null);
}
