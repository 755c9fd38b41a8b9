using CommonGround.Platform.State.Indexing;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// At start: every log found in the registration is ended and drained. A crash leaves one behind; one whose owner lives is ended too,
/// and its owner then registers anew and goes on there (commit-log 3, 9, 10).
/// </summary>
internal sealed class Recovery(Registrar registrar, Fence fence, Drainer drainer, Replica replica)
{
    /// <exception cref="BuildingBlocks.StateStoreException">The store failed; it may be done again.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var registration = await registrar.ReadAsync(cancellationToken);
        // Requests are taken already, so a log of our own may be among them.
        foreach (var log in registration.Logs.Where(l => l.Owner != replica.Id))
        {
            if (log.Format <= Entry.NewestFormat)
            {
                await fence.EndAsync(log.Id, IndexConsumer.Name, cancellationToken);
            }

            await drainer.DrainAsync(log.Id, cancellationToken);
        }
    }
}
