using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Has all endpoints made at start, since one that names an activity which is not there is refused while it is made: otherwise that would be at
/// the first request.
/// </summary>
/// <param name="activities">Asked for here, so that a file that cannot be used is refused at start, whatever names an activity.</param>
internal sealed class EndpointActivities(ProcessingActivities activities) : IHostedService, IServesOnly
{
    private IEndpointRouteBuilder? _endpoints;

    public ProcessingActivities Activities => activities;

    public void Watch(WebApplication app) => _endpoints = app;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _endpoints?.DataSources ?? [])
        {
            _ = source.Endpoints.Count;
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
