using System.Runtime.CompilerServices;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Reads through all lines of one owner in one of the two logs: those of drained logs first, the oldest first, then those of the registration. It
/// holds no more at once than some numbers or blocks have, changes nothing, and runs beside replicas that commit and archive.
/// </summary>
internal sealed class LineScan(StateCalls calls, Registrar registrar, LogScan one)
{
    /// <param name="scope">Which lines.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateStoreException">The store failed: there may be more than what came before.</exception>
    public async IAsyncEnumerable<ScannedPart> ReadAsync(LineScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The registration first: what is drained meanwhile is in the list after it.
        var registered = (await registrar.ReadAsync(cancellationToken)).Logs;
        var drained = await DrainedNames.ReadAsync(calls, cancellationToken);
        yield return new ScannedPart("") { Faults = drained.Faults };

        var seen = new HashSet<string>();
        foreach (var log in drained.Logs.Concat(registered.Select(log => log.Id)).Where(seen.Add))
        {
            await foreach (var part in one.ReadAsync(log, scope, cancellationToken))
            {
                yield return part;
            }
        }
    }
}
