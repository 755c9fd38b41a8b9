using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Looks over the blocks that one owner has from one log: that each is what was written there, behind the one before it, that none is missing,
/// also not the last, and that only what has expired is gone (commit-log 16). What the drained document says has to hold before:
/// <see cref="DrainedSeal.Holds"/>.
/// </summary>
internal sealed class BlockChain(StateCalls calls, BlockSeal seal)
{
    // A block has up to a megabyte.
    private const int Together = 16;

    /// <returns>The first thing that is wrong, or <see langword="null"/>. Where all lines of the log have expired there is nothing left to look at.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key that an HMAC names is not at hand.</exception>
    public async Task<BlockFinding?> CheckAsync(DrainedLog log, Oin owner, CancellationToken cancellationToken)
    {
        if (log.Archive is not { } archive || archive.Find(owner.ToString()) is not { } known || archive.HasExpired)
        {
            return null;
        }

        var seen = new ArchivedOwner(known.Owner, known.First, known.First, archive.End);
        foreach (var stretches in archive.Stretches(known.First, known.Last).Chunk(Together))
        {
            var keys = stretches.ToDictionary(from => from, from => archive.KeyOf(owner, log.Log.Id, from));
            var items = await calls.GetManyAsync(keys.Values, cancellationToken);
            foreach (var from in stretches.Where(from => items.ContainsKey(keys[from])))
            {
                if (Check(archive, owner, log.Log.Id, from, items[keys[from]], seen, out var block) is { } fault)
                {
                    // What the block after it was put behind, and is not there, is missing.
                    return fault == BlockFault.Missing
                        ? new BlockFinding(fault, archive.KeyOf(owner, log.Log.Id, block!.Header.Previous ?? from))
                        : new BlockFinding(fault, keys[from]);
                }

                seen = seen with
                {
                    Last = from,
                    Mac = block!.Mac,
                    Blocks = seen.Blocks + 1,
                    Processing = seen.Processing + block.Count(LineKind.Processing),
                    Audit = seen.Audit + block.Count(LineKind.Audit),
                };
            }
        }

        var last = archive.KeyOf(owner, log.Log.Id, known.Last);
        return seen.Last != known.Last || seen.Blocks == 0 ? new BlockFinding(BlockFault.Missing, last)
            : seen != known ? new BlockFinding(BlockFault.CountDiffers, last)
            : null;
    }

    private BlockFault? Check(LogArchive archive, Oin owner, string log, long from, StateItem item, ArchivedOwner before, out Block? block)
    {
        if (!Block.TryRead(item.Value, out block) || !seal.Holds(owner, log, from, block))
        {
            return BlockFault.HeaderAltered;
        }

        var header = block.Header;
        if (before.Blocks == 0 ? header.Previous is not null : header.Previous != before.Last)
        {
            return BlockFault.Missing;
        }

        if (header.Before != before.Mac)
        {
            return BlockFault.HeaderAltered;
        }

        foreach (var part in header.Parts)
        {
            if (!block.Has(part.Kind))
            {
                if (!archive.Expired.Contains(part.Kind))
                {
                    return BlockFault.LinesMissing;
                }
            }
            else if (!seal.Holds(owner, log, block, part))
            {
                return BlockFault.LinesAltered;
            }
        }

        return null;
    }
}
