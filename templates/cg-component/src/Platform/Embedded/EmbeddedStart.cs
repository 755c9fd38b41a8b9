using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// Opens the state file before anything else starts: a file that cannot be used is a reason not to start, unlike a sidecar that
/// may still come.
/// </summary>
internal sealed class EmbeddedStart(SqliteStateStore store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            store.Open();
            return Task.CompletedTask;
        }
        catch (StateStoreException unusable)
        {
            throw new StartupRefusedException(unusable.Message, unusable);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
