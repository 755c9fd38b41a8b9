using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Writes the blocks of a drained log, a stretch at a time (commit-log 11). Blocks are created; one that is there already, by an archiver that
/// did not come to the end of the stretch, is taken over. Each transaction writes the drained document under its etag too, so that one that
/// lands late is refused however late it is; the last of a stretch moves it on.
/// </summary>
internal sealed class BlockWriter(
    StateCalls calls, SideTransactions side, DrainedLogs drained, DrainedSeal seal, StretchReader reader, BlockSeal blocks, StateOptions options)
{
    // What is there already is compared in groups: as large as a stretch all together.
    private const int Together = 64;

    /// <summary>Writes one stretch. With the last one the deletion begins.</summary>
    /// <returns>Whether it stands; otherwise another was first, or it is not known: look again.</returns>
    /// <exception cref="StateStoreException">The store failed, or has something else than a block where one was written.</exception>
    /// <exception cref="LogAlteredException">What it has is not what was written there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key is not at hand.</exception>
    public async Task<bool> WriteAsync(DrainedLog log, StateItem item, CancellationToken cancellationToken)
    {
        var (id, end) = (log.Log.Id, log.Log.End!.Value);
        var last = await calls.GetAsync(StateKeys.Entry(id, end), cancellationToken);
        var archive = log.Archive ?? new LogArchive(reader.OpenEnd(log.Log, last, null).Mac!, 0, LogChain.Nothing);
        var stretch = await reader.ReadAsync(log.Log, archive, cancellationToken);
        if (stretch.Until == end && reader.OpenEnd(log.Log, last, stretch.Mac).Mac != archive.End)
        {
            throw new LogAlteredException($"{StateKeys.Entry(id, end)} is not the end that the blocks of this log begin with.");
        }

        var transaction = new BlockTransaction(log, item, side, drained, seal, options);
        var owners = new List<ArchivedOwner>();
        foreach (var some in stretch.Owners.Chunk(Together))
        {
            var there = await calls.GetManyAsync([.. some.Select(o => archive.KeyOf(LineOwner.Parse(o.Owner), id, stretch.From))], cancellationToken);
            foreach (var lines in some)
            {
                var block = Close(id, archive, stretch, lines);
                var key = archive.KeyOf(LineOwner.Parse(lines.Owner), id, stretch.From);
                if (there.TryGetValue(key, out var found))
                {
                    block = TakeOver(id, key, found, block, lines.Owner);
                }
                else if (!await transaction.AddAsync(StateOperation.Create(key, block.Write()), cancellationToken))
                {
                    return false;
                }

                owners.Add(Next(archive, stretch, lines.Owner, block));
            }
        }

        var next = archive.Advance(stretch.Until, end, stretch.Mac, owners);
        return await transaction.CompleteAsync(log with { Archive = next, Deleting = next.Next == end ? 0 : null }, cancellationToken);
    }

    private Block Close(string log, LogArchive archive, Stretch stretch, OwnerLines lines)
    {
        var before = archive.Find(lines.Owner);
        return blocks.Close(LineOwner.Parse(lines.Owner), log, new BlockHeader(stretch.From, before?.Last, before?.Mac ?? archive.End, []), lines.Of);
    }

    // Under another key number its HMACs are others; what it says is the same.
    private Block TakeOver(string log, string key, StateItem found, Block own, string owner)
    {
        var block = Block.Read(key, found.Value);
        return blocks.Holds(LineOwner.Parse(owner), log, own.Header.From, block)
            && (block.Header.Previous, block.Header.Before) == (own.Header.Previous, own.Header.Before)
            && block.Texts.SequenceEqual(own.Texts)
            ? block
            : throw new LogAlteredException($"{key} is there already and is not what the log says.");
    }

    private static ArchivedOwner Next(LogArchive archive, Stretch stretch, string owner, Block block)
    {
        var before = archive.Find(owner) ?? new ArchivedOwner(owner, stretch.From, stretch.From, "");
        return before with
        {
            Last = stretch.From,
            Mac = block.Mac,
            Blocks = before.Blocks + 1,
            Processing = before.Processing + block.Count(LineKind.Processing),
            Audit = before.Audit + block.Count(LineKind.Audit),
        };
    }
}
