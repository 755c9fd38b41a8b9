using CommonGround.Sidecar.Faults;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Sidecar.Http;

/// <summary>The way of a request: its headers' size, the faults a test wants, the token, the API, the answer.</summary>
internal sealed class Pipeline(SidecarOptions options, Apis apis, SidecarFaults faults)
{
    /// <summary>What Go's server adds to the limit of headers before it refuses.</summary>
    private const int HeaderSlack = 4 * 1024;

    private static readonly Answer s_headersTooLarge =
        new(431, "431 Request Header Fields Too Large"u8.ToArray(), "text/plain; charset=utf-8") { Traced = false };

    private static readonly Answer s_badToken = new(401, "invalid api token\n"u8.ToArray(), "text/plain; charset=utf-8")
    {
        Headers = [new("X-Content-Type-Options", ["nosniff"])],
    };

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits any more.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = faults.Take(context.Request);
        if (fault?.Kind is FaultKind.Close)
        {
            context.Abort();
            return;
        }

        if (fault?.Kind is FaultKind.Slow)
        {
            await Task.Delay(fault.Delay, options.Time, context.RequestAborted);
        }

        var request = await ArrivedRequest.ReadAsync(context, options.LargestBody);
        var answer = Refuse(request)
            ?? (fault?.Kind is FaultKind.Fail ? Answer.Error(500, "ERR_INJECTED", "a test wants this request to fail") : await apis.AnswerAsync(request));
        if (fault?.Kind is FaultKind.CutAfter)
        {
            context.Abort();
            return;
        }

        await SendAsync(context, answer);
    }

    private Answer? Refuse(ArrivedRequest request)
    {
        if (request.Headers.Sum(header => (long)header.Key.Length + header.Value.Sum(value => value?.Length ?? 0)) > options.ReadBuffer + HeaderSlack)
        {
            return s_headersTooLarge;
        }

        var anonymous = request.Path is ["v1.0", "healthz", ..];
        return anonymous || options.ApiToken is null || request.Headers["dapr-api-token"] == options.ApiToken ? null : s_badToken;
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers)
        {
            response.Headers[name] = values;
        }

        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        if (answer.Traced && !response.Headers.ContainsKey("Traceparent"))
        {
            response.Headers["Traceparent"] = Trace.Of(context.Request.Headers).Header;
        }

        if (answer.Status is 204 or 304)
        {
            return;
        }

        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        }
    }
}
