using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Telemetry;

/// <summary>Not ready before the API listens, and no longer once it stops, so that Kubernetes sends no new requests.</summary>
internal sealed class HostReadiness(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public string? Missing =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "the component is stopping"
        : !lifetime.ApplicationStarted.IsCancellationRequested ? "the component is starting"
        : null;
}
