using System.Diagnostics.Metrics;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Indexing;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.State.Metrics;

/// <summary>What waits in this replica: observed when somebody asks, so that it costs nothing on the path.</summary>
internal sealed class StateGauges(IMeterFactory meters, CommitQueue queue, IndexBacklog index) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(StateMeter.Name);
        meter.CreateObservableUpDownCounter("commonground.state.queue.length", () => queue.Length, "{request}", "Requests that wait for a commit.");
        meter.CreateObservableUpDownCounter(
            "commonground.state.index.lag", () => index.Behind, "{entry}", "Entries of this replica that the index has not taken yet.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
