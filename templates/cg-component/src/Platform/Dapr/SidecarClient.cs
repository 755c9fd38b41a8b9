using System.Net.Http.Headers;

namespace CommonGround.Platform.Dapr;

/// <summary>Calls the building blocks of the sidecar's HTTP API, version 1.0.</summary>
/// <remarks>
/// These calls make no spans and carry no trace: their paths hold keys, which may be personal (PRV-01), and one call serves many
/// requests. What they cost is told by the metrics of whoever calls.
/// </remarks>
internal sealed class SidecarClient(SidecarAddress address, TimeProvider time) : IDisposable
{
    // An HttpClient would add a time limit of its own to each call, and read each answer twice.
    private readonly HttpMessageInvoker _http = new(SidecarHandler.Create(propagator: null));

    private volatile bool _hasAnswered;

    public Uri Address => address.Root;

    /// <summary>Whether it ever answered. Until then it is late, which <see cref="SidecarReadiness"/> tells, and nobody else needs to.</summary>
    public bool HasAnswered => _hasAnswered;

    /// <exception cref="SidecarException">It did not answer within <paramref name="timeout"/>, or not at all.</exception>
    public Task<SidecarAnswer> GetAsync(string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, Of(path)), timeout, cancellationToken);

    /// <param name="path">Below the address, escaped.</param>
    /// <param name="json">The body.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="traceParent">The trace that the call belongs to, where there is one.</param>
    /// <param name="cancellationToken">Stops the waiting; what was asked for may be carried out nevertheless.</param>
    /// <exception cref="SidecarException">It did not answer within <paramref name="timeout"/>, or not at all.</exception>
    public Task<SidecarAnswer> PostAsync(
        string path, ReadOnlyMemory<byte> json, TimeSpan timeout, string? traceParent, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Of(path)) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (traceParent is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        return SendAsync(request, timeout, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private Uri Of(string path) => new(address.Root.AbsoluteUri + path);

    private async Task<SidecarAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        address.Authorize(request);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using (request)
            using (var response = await _http.SendAsync(request, either.Token))
            {
                _hasAnswered = true;
                return new SidecarAnswer(
                    response.StatusCode,
                    response.Content.Headers.ContentType?.MediaType,
                    // Not the typed header: it knows etags with quotes only.
                    response.Headers.NonValidated.TryGetValues("ETag", out var etags) ? etags.ToString() : null,
                    await response.Content.ReadAsByteArrayAsync(either.Token));
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SidecarException($"The Dapr sidecar at {Address} did not answer within {timeout}.", late);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new SidecarException($"The Dapr sidecar at {Address} cannot be reached, or closed the connection.", broken);
        }
    }
}
