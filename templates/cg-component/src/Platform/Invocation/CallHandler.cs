namespace CommonGround.Platform.Invocation;

/// <summary>Puts an idempotency key on what changes something, makes the body repeatable, and sends through the client's pipeline.</summary>
/// <param name="root">Where the callee is, with a slash at its end; nothing outside it is called.</param>
/// <param name="pipeline">Of the client.</param>
/// <param name="time">For the keys.</param>
internal sealed class CallHandler(Uri root, CallPipeline pipeline, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } asked || !root.IsBaseOf(asked))
        {
            // Its headers, a token among them, are meant for one callee. The path stays out of the message: it may hold keys and ids (PRV-01).
            throw new InvalidOperationException(
                $"This client calls {root} only, and was asked for an address at {request.RequestUri?.GetLeftPart(UriPartial.Authority)} outside it. " +
                "Use a path without host and without a slash before it, such as 'v1/zaken'.");
        }

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
            new($"The body of a call to {root} is larger than {largest} bytes, the setting LargestBody of this client.", inner);
    }
}
