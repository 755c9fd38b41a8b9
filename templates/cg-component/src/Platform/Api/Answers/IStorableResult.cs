using System.Text.Json;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The answer to a change that was made: it can be kept for a repetition of the request (commit-log 20).</summary>
internal interface IStorableResult : IResult, IStatusCodeHttpResult
{
    StoredAnswer Store(string requestHash, JsonSerializerOptions options);
}
