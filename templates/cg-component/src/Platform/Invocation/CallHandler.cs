using CommonGround.Platform.Invocation.Fsc;

namespace CommonGround.Platform.Invocation;

/// <summary>Puts an idempotency key on what changes something, makes the body repeatable, and sends through the client's pipeline.</summary>
internal sealed class CallHandler(string host, CallPipeline pipeline, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.RequestUri?.Authority, host, StringComparison.OrdinalIgnoreCase))
        {
            // Its headers, a token among them, are meant for one callee.
            throw new InvalidOperationException(
                $"This client calls {host} only, and was asked for {request.RequestUri?.Authority}. Use a path without host, such as '/v1/zaken'.");
        }

        // The token between inways and outways: a handler that passes incoming headers on would hand it to others (FSC-02).
        request.Headers.Remove(FscHeaders.Authorization);

        if (Repetition.Changes(request) && !request.Headers.Contains(Repetition.IdempotencyKey))
        {
            request.Headers.Add(Repetition.IdempotencyKey, Guid.CreateVersion7(time.GetUtcNow()).ToString());
        }

        if (request.Content is { } body)
        {
            await KeepAsync(body, cancellationToken);
        }

        return await pipeline.SendAsync(request, base.SendAsync, cancellationToken);
    }

    /// <summary>A stream can be read once; what is kept is sent as often as it takes.</summary>
    private async Task KeepAsync(HttpContent body, CancellationToken cancellationToken)
    {
        var largest = pipeline.Options.LargestBody;
        if (body.Headers.ContentLength > largest)
        {
            throw TooLarge(null);
        }

        try
        {
            await body.LoadIntoBufferAsync(largest, cancellationToken);
        }
        catch (HttpRequestException more) when (more.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw TooLarge(more);
        }

        InvalidOperationException TooLarge(Exception? inner) =>
            new($"The body of a call to {host} is larger than {largest} bytes, the setting LargestBody of this client.", inner);
    }
}
