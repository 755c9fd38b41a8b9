using CommonGround.Sidecar.App;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.Invocation;

/// <summary>
/// <c>/v1.0/invoke/{app-id}/method/{path}</c>, and any path with the header <c>dapr-app-id</c>. What is no other API ends here.
/// </summary>
internal sealed class InvocationApi(SidecarOptions options, AppConnection own)
{
    /// <summary>What belongs to one connection, or to the sidecar itself.</summary>
    private static readonly HashSet<string> s_kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade", "dapr-api-token", "dapr-app-id",
    };

    public async Task<Answer> AnswerAsync(ArrivedRequest request)
    {
        var (appId, path) = Target(request);
        if (appId.Length == 0)
        {
            return Answer.Error(404, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id");
        }

        var callee = options.Network?.Find(appId) ?? (appId == options.AppId ? own : null);
        if (callee is null)
        {
            return Failed(appId, "no host found with the given ID");
        }

        if (!callee.Allows(options.AppId, path, request.Method))
        {
            return Failed(
                appId,
                "rpc error: code = PermissionDenied desc = access control policy has denied access to id: " +
                $"spiffe://public/ns/default/{options.AppId} operation: {path[1..]} verb: {request.Method}",
                403);
        }

        return request.TooLarge
            ? Failed(appId, "stream too large")
            : await CallAsync(request, callee, appId, path + request.RawQuery);
    }

    private static (string AppId, string Path) Target(ArrivedRequest request) => request.Path is ["v1.0", "invoke", var appId, "method", ..]
        ? (appId, InvokedPath.Normalize(string.Join('/', request.RawPath.TrimStart('/').Split('/').Skip(4))))
        : (request.Headers["dapr-app-id"].ToString(), InvokedPath.Normalize(request.RawPath));

    private static Answer Failed(string appId, string problem, int status = 500) =>
        Answer.Error(status, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {problem}");

    private async Task<Answer> CallAsync(ArrivedRequest request, AppConnection callee, string appId, string path)
    {
        for (var number = 1; ; number++)
        {
            var answer = callee.Health.Healthy
                ? await TryAsync(request, callee, appId, path)
                : Failed(appId, "rpc error: code = Internal desc = app is not in a healthy state");
            if (options.Invoking is not { } policy || number > policy.Retries || !policy.TriesAgain(answer.Status))
            {
                return answer;
            }

            await Task.Delay(policy.PauseAfter(number), options.Time, request.Context.RequestAborted);
        }
    }

    private async Task<Answer> TryAsync(ArrivedRequest request, AppConnection callee, string appId, string path)
    {
        var gone = request.Context.RequestAborted;
        using var timeout = new CancellationTokenSource(options.Invoking?.Timeout ?? Timeout.InfiniteTimeSpan, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, timeout.Token);
        using var call = Call(request, callee, appId, path);
        try
        {
            using var answer = await callee.Channel.SendAsync(call, either.Token);
            return await ReadAsync(answer, either.Token);
        }
        catch (HttpRequestException unreachable)
        {
            return Failed(appId, unreachable.Message);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return Failed(appId, "context deadline exceeded");
        }
    }

    private HttpRequestMessage Call(ArrivedRequest request, AppConnection callee, string appId, string path)
    {
        var call = new HttpRequestMessage(new HttpMethod(request.Method), callee.Channel.Address(path));
        if (request.Body.Length > 0 || request.Headers.ContentType.Count > 0)
        {
            call.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach (var (name, values) in request.Headers.Where(header => !s_kept.Contains(header.Key)))
        {
            string?[] texts = [.. values];
            if (!call.Headers.TryAddWithoutValidation(name, texts))
            {
                call.Content?.Headers.TryAddWithoutValidation(name, texts);
            }
        }

        call.Headers.Remove("traceparent");
        call.Headers.TryAddWithoutValidation("Traceparent", Trace.Of(request.Headers).Header);

        // Who calls itself is not told who called.
        if (appId != options.AppId)
        {
            Identify(call, appId);
        }

        return call;
    }

    private void Identify(HttpRequestMessage call, string appId)
    {
        (string Name, string Value)[] added =
        [
            ("Dapr-Caller-App-Id", options.AppId), ("Dapr-Callee-App-Id", appId), ("Dapr-Caller-Namespace", "default"),
            ("Forwarded", "for=127.0.0.1;by=127.0.0.1;host=node"), ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "node"),
        ];
        foreach (var (name, value) in added)
        {
            // The sidecar's word counts, whatever the caller says of itself.
            call.Headers.Remove(name);
            call.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(header => !s_kept.Contains(header.Key))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToArray()));
        return new Answer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation)) { Headers = [.. headers] };
    }
}
