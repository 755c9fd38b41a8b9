using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Carries requests to one component through the sidecar, with the trace of the caller. What the sidecar itself answers, because it cannot
/// reach the component or may not, is an exception; what the component answers is an answer.
/// </summary>
internal sealed partial class InvocationHandler : DelegatingHandler
{
    // The sidecar's own answers are short.
    private const int LargestOwnAnswer = 16 * 1024;

    // What the sidecar says of it, where it is one of its known words. Its whole text may hold the path, and so keys and ids (PRV-01).
    private static readonly string[] s_reasons =
        ["no host found", "circuit breaker is open", "app is not in a healthy state", "stream too large", "access control policy has denied access"];

    private readonly string _appId;
    private readonly string _method;
    private readonly SidecarAddress _address;
    private readonly DaprOptions _options;
    private readonly ILogger _logger;

    public InvocationHandler(string appId, SidecarAddress address, DaprOptions options, ILogger logger)
        : base(SidecarHandler.Create(DistributedContextPropagator.Current))
    {
        (_appId, _address, _options, _logger) = (appId, address, options, logger);
        _method = $"{address.Root.AbsoluteUri}v1.0/invoke/{appId}/method";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CheckSize(request);
        var wanted = request.RequestUri;
        request.RequestUri = Through(wanted);
        _address.Authorize(request);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // Whoever repeats the request does so with the same one.
            request.RequestUri = wanted;
            SidecarAddress.Forget(request);
        }

        if (await OwnAnswerAsync(response, cancellationToken) is { } trouble)
        {
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.Unknown, trouble, null, response.StatusCode);
        }

        return response;
    }

    private Uri Through(Uri? wanted)
    {
        if (wanted is not { IsAbsoluteUri: true } || wanted.Host != _appId)
        {
            throw new HttpRequestException($"A request for the component '{_appId}' has an address that begins with http://{_appId}/.");
        }

        // A path with steps upwards would leave the component for the sidecar's own API.
        var through = new Uri(_method + wanted.PathAndQuery);
        return through.AbsoluteUri.StartsWith(_method + "/", StringComparison.Ordinal)
            ? through
            : throw new HttpRequestException($"The path of a request for the component '{_appId}' leads out of it.");
    }

    private void CheckSize(HttpRequestMessage request)
    {
        if (request.Content?.Headers.ContentLength > _options.MaxBodyBytes)
        {
            throw new HttpRequestException(
                HttpRequestError.ConfigurationLimitExceeded,
                $"A request of {request.Content.Headers.ContentLength} bytes for the component '{_appId}' was not sent: Dapr:MaxBodyBytes is " +
                $"{_options.MaxBodyBytes}. Raise it together with the sidecar's --max-body-size.");
        }
    }

    /// <summary>What is wrong, where the sidecar answered and not the component; otherwise the answer stays as it is.</summary>
    private async Task<string?> OwnAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        // The sidecar tells how long its answers are, but for the one to headers that it did not read to their end.
        var isOfKnownLength = response.Content.Headers.ContentLength is > 0 and <= LargestOwnAnswer;
        var isTooLarge = response.StatusCode == HttpStatusCode.RequestHeaderFieldsTooLarge && type == "text/plain";
        if (response.StatusCode < HttpStatusCode.BadRequest || type is not ("application/json" or "text/plain") || !(isOfKnownLength || isTooLarge))
        {
            return null;
        }

        await response.Content.LoadIntoBufferAsync(LargestOwnAnswer, cancellationToken);
        var answer = new SidecarAnswer(response.StatusCode, type, null, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return answer switch
        {
            { MediaType: "application/json", Error.ErrorCode: "ERR_DIRECT_INVOKE" } => Explain(answer),
            { MediaType: "text/plain", Status: HttpStatusCode.Unauthorized } when Says(answer, "invalid api token") => SidecarTrouble.Token,
            _ when isTooLarge && Says(answer, "431 Request Header Fields Too Large") => SidecarTrouble.Headers,
            _ => null,
        };
    }

    private string Explain(SidecarAnswer answer)
    {
        Log.Failed(
            _logger, _appId, answer.Summary,
            Array.Find(s_reasons, reason => answer.Text.Contains(reason, StringComparison.Ordinal)) ?? "its own log says why");
        return answer.Status == HttpStatusCode.Forbidden
            ? $"The component '{_appId}' does not allow this call: its access control policy refuses this component."
            : $"The sidecar could not call the component '{_appId}' ({answer.Summary}).";
    }

    private static bool Says(SidecarAnswer answer, string text) => Encoding.ASCII.GetString(answer.Body).Trim() == text;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The component '{AppId}' was not reached ({Summary}). The sidecar says: {Reason}")]
        public static partial void Failed(ILogger logger, string appId, string summary, string reason);
    }
}
