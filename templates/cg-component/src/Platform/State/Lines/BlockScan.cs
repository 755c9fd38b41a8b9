using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Lines;

/// <summary>Reads the lines of one owner in the blocks of an archived log, and looks each block over on the way (commit-log 16). It goes on behind a fault.</summary>
internal sealed class BlockScan(StateCalls calls, BlockSeal seal)
{
    // A block has up to a megabyte.
    private const int Together = 4;

    /// <param name="log">The log, whose drained document was looked over.</param>
    /// <param name="scope">Which lines.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A part per block. Whether a fault is one, or the log expires meanwhile, its drained document tells.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async IAsyncEnumerable<ScannedPart> ReadAsync(
        DrainedLog log, LineScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (log.Archive!.Find(scope.Owner.ToString()) is not { } known)
        {
            yield break;
        }

        var walk = new BlockWalk(seal, log, scope.Owner, known);
        foreach (var stretches in log.Archive.Stretches(known.First, known.Last).Chunk(Together))
        {
            var keys = stretches.ToDictionary(from => from, from => log.Archive.KeyOf(scope.Owner, log.Log.Id, from));
            var items = await calls.GetManyAsync(keys.Values, cancellationToken);
            foreach (var from in stretches.Where(from => items.ContainsKey(keys[from])))
            {
                yield return Take(walk, log.Log.Id, from, keys[from], items[keys[from]], scope);
            }
        }

        if (walk.End() is { } left)
        {
            yield return ScannedPart.Of(new LogFault(log.Log.Id, left.Key, left.What));
        }
    }

    private static ScannedPart Take(BlockWalk walk, string log, long from, string key, StateItem item, LineScope scope)
    {
        LogFault? fault;
        Block? block;
        try
        {
            fault = walk.Take(from, item, out block) is { } found ? new LogFault(log, found.Key, found.What) : null;
        }
        catch (CryptographicException e)
        {
            fault = new LogFault(log, key, $"cannot be verified: {e.Message}");
            walk.Pass(from, block = Block.TryRead(item.Value, out var read) ? read : null);
        }

        return new ScannedPart(log)
        {
            First = from,
            Lines = [.. LinesOf(block, scope.Kind).Select(line => new PlacedLine(line.Number, key, line.ToEntryLine(scope.Kind, scope.Owner.ToString())))],
            Faults = fault is null ? [] : [fault],
        };
    }

    // Of one that was altered there may be nothing that is a line.
    private static IReadOnlyList<BlockLine> LinesOf(Block? block, LineKind kind)
    {
        try
        {
            return block?.LinesOf(kind) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
