using System.Runtime.CompilerServices;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Reads the lines of one log in the order of its numbers, each once: in entries, and in blocks as soon as all of them are there (commit-log 11).
/// It may end, be drained, archived and expire meanwhile. What is not plainly right is a fault only where what is recorded of the log is
/// still the same; otherwise it goes on by what is recorded then.
/// </summary>
internal sealed class LogScan(StateCalls calls, LogFinder finder, NumberVerification numbers, DocumentVerification document, BlockScan blocks, LogChain chain)
{
    /// <param name="id">The log.</param>
    /// <param name="scope">Which lines.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateStoreException">The store failed: there may be more than what came before.</exception>
    public async IAsyncEnumerable<ScannedPart> ReadAsync(string id, LineScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (scan, read) = (new NumberScan(chain, id, scope), -1L);
        while (!scan.IsDone)
        {
            var log = await finder.FindAsync(id, cancellationToken);
            if (FaultOf(id, log) is { } fault)
            {
                yield return ScannedPart.Of(fault);
                yield break;
            }

            // What a registration says is under no HMAC: nothing is left out for it.
            if (log!.Drained is { } old && old.Log.EndedAt < scope.EndedSince)
            {
                yield break;
            }

            if (log.Drained is not { Archive: { } archive } drained || (drained.Deleting is null && !drained.IsArchived))
            {
                await foreach (var part in NumbersAsync(log, scan, cancellationToken))
                {
                    yield return part;
                }

                continue;
            }

            if (archive.Expired.Contains(scope.Kind))
            {
                yield return new ScannedPart(id) { Expired = archive.Find(scope.Owner.ToString()), EndedAt = log.Log.EndedAt };
                yield break;
            }

            scan.IsDone = true;
            await foreach (var part in blocks.ReadAsync(drained, scope, cancellationToken))
            {
                if (part.Faults.Count > 0 && await HasExpiredMoreAsync(drained, cancellationToken))
                {
                    scan.IsDone = false;
                    break;
                }

                if (part.First > read)
                {
                    yield return part with { Lines = [.. part.Lines.Where(line => line.Number >= scan.Next)] };
                    read = part.First;
                }
            }
        }
    }

    private LogFault? FaultOf(string id, VerifiedLog? log) => log is null ? LogFault.NoDocument(id) : document.FaultOf(log);

    private async IAsyncEnumerable<ScannedPart> NumbersAsync(VerifiedLog log, NumberScan scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (reader, reached) = (new NumberReader(calls, log.Log.Id, log.Log.End), log.Log.End ?? -1);
        while (!scan.IsDone)
        {
            var values = await reader.ReadAsync(scan.Next, cancellationToken);
            var from = scan.Next;
            var taken = scan.Take(values, log.Log);
            if (taken < values.Count)
            {
                if ((await finder.FindAsync(log.Log.Id, cancellationToken))?.Text != log.Text)
                {
                    yield return scan.Part();
                    yield break;
                }

                scan.TakeAsTheyAre(values.Skip(taken), log.Log, reached);
                if (scan.Next < from + values.Count)
                {
                    // Mostly it was not written yet. What is known to have been there before it is read again, and is not, is gone.
                    reached = await numbers.ReachedAsync(scan.Next, log.Log, cancellationToken);
                    scan.IsDone |= reached < scan.Next;
                }
            }

            yield return scan.Part();
        }
    }

    // Of what has expired parts are empty, and that is no fault.
    private async Task<bool> HasExpiredMoreAsync(DrainedLog log, CancellationToken cancellationToken) =>
        (await finder.FindAsync(log.Log.Id, cancellationToken))?.Drained?.Archive?.Expired.Count > log.Archive!.Expired.Count;
}
