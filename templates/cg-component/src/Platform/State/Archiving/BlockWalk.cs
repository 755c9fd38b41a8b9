using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// The blocks that one owner has from one log while they are looked over, in order (commit-log 16). Who looks for the first fault stops there;
/// who reads goes on behind it.
/// </summary>
/// <param name="seal">What chains blocks.</param>
/// <param name="log">The log, whose drained document was looked over before: <see cref="DrainedSeal.Holds"/>.</param>
/// <param name="owner">Whose blocks.</param>
/// <param name="known">What the drained document says of them.</param>
internal sealed class BlockWalk(BlockSeal seal, DrainedLog log, Oin owner, ArchivedOwner known)
{
    private readonly LogArchive _archive = log.Archive!;

    private ArchivedOwner _seen = new(known.Owner, known.First, known.First, log.Archive!.End);

    // Behind a block that cannot be read: what comes next is put behind an HMAC that nobody knows.
    private bool _isUnknown;
    private bool _hasFault;

    /// <summary>Takes the next block that is there.</summary>
    /// <param name="from">The first number of its stretch.</param>
    /// <param name="item">What the store has there.</param>
    /// <param name="block">The block, as far as it can be read.</param>
    /// <returns>What is wrong with it or before it, or <see langword="null"/>.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key that an HMAC names is not at hand.</exception>
    public BlockFinding? Take(long from, StateItem item, out Block? block)
    {
        var found = Check(from, item, out block) switch
        {
            null => null,
            // What the block after it was put behind, and is not there, is missing.
            BlockFault.Missing => new BlockFinding(BlockFault.Missing, KeyOf(block!.Header.Previous ?? from)),
            { } fault => new BlockFinding(fault, KeyOf(from)),
        };
        _hasFault |= found is not null;
        Count(from, block);
        return found;
    }

    /// <summary>Goes on behind a block that could not be looked over.</summary>
    /// <param name="from">The first number of its stretch.</param>
    /// <param name="block">The block, where it can be read.</param>
    public void Pass(long from, Block? block)
    {
        _hasFault = true;
        Count(from, block);
    }

    /// <summary>There is no further block.</summary>
    /// <returns>What the drained document says that is not so, where nothing was wrong before, or <see langword="null"/>.</returns>
    public BlockFinding? End() =>
        _seen.Last != known.Last || _seen.Blocks == 0 ? new BlockFinding(BlockFault.Missing, KeyOf(known.Last))
        : _seen != known && !_hasFault ? new BlockFinding(BlockFault.CountDiffers, KeyOf(known.Last))
        : null;

    private string KeyOf(long stretch) => _archive.KeyOf(owner, log.Log.Id, stretch);

    private void Count(long from, Block? block)
    {
        _isUnknown = block is null;
        _seen = _seen with
        {
            Last = from,
            Mac = block?.Mac ?? "",
            Blocks = _seen.Blocks + 1,
            Processing = _seen.Processing + (block?.Count(LineKind.Processing) ?? 0),
            Audit = _seen.Audit + (block?.Count(LineKind.Audit) ?? 0),
        };
    }

    private BlockFault? Check(long from, StateItem item, out Block? block)
    {
        if (!Block.TryRead(item.Value, out block))
        {
            block = null;
            return BlockFault.HeaderAltered;
        }

        if (!seal.Holds(owner, log.Log.Id, from, block))
        {
            return BlockFault.HeaderAltered;
        }

        var header = block.Header;
        if (_seen.Blocks == 0 ? header.Previous is not null : header.Previous != _seen.Last)
        {
            return BlockFault.Missing;
        }

        if (!_isUnknown && header.Before != _seen.Mac)
        {
            return BlockFault.HeaderAltered;
        }

        foreach (var part in header.Parts)
        {
            if (!block.Has(part.Kind))
            {
                if (!_archive.Expired.Contains(part.Kind))
                {
                    return BlockFault.LinesMissing;
                }
            }
            else if (!seal.Holds(owner, log.Log.Id, block, part))
            {
                return BlockFault.LinesAltered;
            }
        }

        return null;
    }
}
