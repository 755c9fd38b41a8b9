using System.Text;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace CommonGround.Platform.Api.Answers;

/// <summary>
/// Gives the requests that Kestrel itself rejects (a malformed line or header, headers too large) the same headers and problem
/// details as every other answer (ADR-17, ADR-26). Kestrel announces them on its diagnostic source before it answers, with no way to
/// add to that answer; so the connection sends ours in its place.
/// </summary>
/// <remarks>See https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics. Under TLS the answer stays Kestrel's own.</remarks>
internal sealed class RejectedRequests(StandardHeaders standardHeaders, TimeProvider clock) : IObserver<KeyValuePair<string, object?>>
{
    public const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == EventName
            && value.Value is IFeatureCollection features
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response
            && features.Get<ITlsHandshakeFeature>() is null
            && features.Get<ReplaceableOutput>() is { } output)
        {
            output.Replace(Write(response.StatusCode));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private byte[] Write(int status)
    {
        var body = ProblemWriter.Write(status, null, null);
        IHeaderDictionary headers = new HeaderDictionary();
        headers.Date = clock.GetUtcNow().ToString("R");
        headers.Connection = "close";
        headers.ContentType = MediaTypes.Problem;
        headers.ContentLength = body.Length;
        standardHeaders.Apply(headers);

        var text = new StringBuilder($"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach (var (name, header) in headers)
        {
            text.Append($"{name}: {header}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), .. body.Span];
    }
}
