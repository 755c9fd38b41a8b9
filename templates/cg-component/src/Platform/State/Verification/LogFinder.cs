using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>Finds a log wherever it is now: it moves from the registration to its drained document (commit-log 10).</summary>
internal sealed class LogFinder(StateCalls calls, Registrar registrar)
{
    /// <param name="id">The log's id.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The log as it is now, or <see langword="null"/> where it is neither registered nor has the document of a drained log.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<VerifiedLog?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await registrar.ReadAsync(cancellationToken)).Find(id) is { } registered ? VerifiedLog.Of(registered)
        : await calls.GetAsync(StateKeys.Drained(id), cancellationToken) is { } item ? VerifiedLog.Of(id, item)
        : null;
}
