using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>Carries requests to a component on this machine, as a sidecar does to one elsewhere.</summary>
internal sealed class EmbeddedCallHandler(RunningComponents components, EmbeddedOptions options, string appId) : DelegatingHandler
{
    private uint _calls;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        SayWhoCalls(request);
        request.RequestUri = new Uri($"http://127.0.0.1:{Port()}{asked.PathAndQuery}");
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException lost) when (lost.HttpRequestError == HttpRequestError.ConnectionError)
        {
            throw new HttpRequestException(
                lost.HttpRequestError, $"The component '{appId}' runs on this machine, but does not answer on {request.RequestUri.Authority}.", lost);
        }
        finally
        {
            // Whoever sends it again, or reads where an answer came from, sees what was asked.
            request.RequestUri = asked;
        }
    }

    /// <summary>
    /// A sidecar says it too. It is no proof: only the sidecar's token makes the callee believe it, and no token is sent, so nothing that the
    /// caller put there itself goes along.
    /// </summary>
    private void SayWhoCalls(HttpRequestMessage request)
    {
        foreach (var name in request.Headers.Select(header => header.Key).Where(IsOfTheSidecar).ToList())
        {
            request.Headers.Remove(name);
        }

        request.Headers.Add("Dapr-Caller-App-Id", options.AppId);
        request.Headers.Add("Dapr-Callee-App-Id", appId);
    }

    private static bool IsOfTheSidecar(string header) => header.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Replicas take turns.</summary>
    private int Port()
    {
        try
        {
            var ports = components.Find(appId);
            return ports.Count > 0
                ? ports[(int)(Interlocked.Increment(ref _calls) % (uint)ports.Count)]
                : throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    $"No component '{appId}' runs on this machine with the file '{options.File}'. Start it, with the same Embedded:File.");
        }
        catch (StateStoreException trouble)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"The component '{appId}' was not looked up. {trouble.Message}", trouble);
        }
    }
}
