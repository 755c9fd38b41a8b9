namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>
/// Takes the token between inways and outways off a request as it leaves: a handler that passes incoming headers on would hand it to others
/// (FSC-02).
/// </summary>
internal sealed class FscTokenRemoval : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(FscHeaders.Authorization);
        return base.SendAsync(request, cancellationToken);
    }
}
