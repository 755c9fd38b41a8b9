using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Platform.Api.Answers;

/// <summary>
/// Gives the requests that Kestrel itself rejects (a malformed line or header, headers too large) the same headers and problem
/// details as every other answer (ADR-17, ADR-26). Kestrel announces them on its diagnostic source while their answer is still open.
/// </summary>
/// <remarks>See https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics.</remarks>
internal sealed class RejectedRequests(StandardHeaders standardHeaders) : IObserver<KeyValuePair<string, object?>>
{
    public const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == EventName
            && value.Value is IFeatureCollection features
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response
            && features.Get<IHttpResponseBodyFeature>() is { } body)
        {
            var problem = ProblemWriter.Write(response.StatusCode, null, null);
            standardHeaders.Apply(response.Headers);
            response.Headers.ContentType = ProblemWriter.ContentType;
            response.Headers.ContentLength = problem.Length;
            body.Writer.Write(problem.Span);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
