using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
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

        var walk = new BlockWalk(seal, log, owner, known);
        foreach (var stretches in archive.Stretches(known.First, known.Last).Chunk(Together))
        {
            var keys = stretches.ToDictionary(from => from, from => archive.KeyOf(owner, log.Log.Id, from));
            var items = await calls.GetManyAsync(keys.Values, cancellationToken);
            foreach (var from in stretches.Where(from => items.ContainsKey(keys[from])))
            {
                if (walk.Take(from, items[keys[from]], out _) is { } found)
                {
                    return found;
                }
            }
        }

        return walk.End();
    }
}
