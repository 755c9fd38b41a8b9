using System.Globalization;
using System.Text.Json;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Puts blocks behind one another, under the keys of their owner: one chain per log and owner (commit-log 16). The HMAC of a part is over its
/// text, that of the block over the header, which has the parts' HMACs and that of the block before; both are over the place too.
/// </summary>
internal sealed class BlockSeal(ITenantKeys keys)
{
    private const string BlockPurpose = "chain/block";
    private const string PartPurpose = "chain/part";

    private static readonly LineKind[] Kinds = [LineKind.Processing, LineKind.Audit];

    /// <param name="owner">Whose lines.</param>
    /// <param name="log">From which log.</param>
    /// <param name="link">Its stretch, and what is before it; without parts.</param>
    /// <param name="lines">The lines of each log, in order.</param>
    public Block Close(Oin owner, string log, BlockHeader link, Func<LineKind, IReadOnlyList<BlockLine>> lines)
    {
        var (parts, texts) = (new List<BlockPart>(), new List<string>());
        foreach (var kind in Kinds)
        {
            if (lines(kind) is { Count: > 0 } some)
            {
                var text = Block.Write(some);
                texts.Add(text);
                parts.Add(new BlockPart(kind, some.Count, KeyedMac.Compute(keys, owner, PartPurpose, OfPart(log, link.From, kind, text))));
            }
        }

        var header = JsonSerializer.Serialize(link with { Parts = parts }, StateJson.Platform.BlockHeader);
        return new Block(header, KeyedMac.Compute(keys, owner, BlockPurpose, OfBlock(log, link.From, header)), texts);
    }

    /// <summary>Whether the block's header is what was written there.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that its HMAC names is not at hand.</exception>
    public bool Holds(Oin owner, string log, long from, Block block) =>
        block.Header.From == from && KeyedMac.Holds(keys, owner, BlockPurpose, OfBlock(log, from, block.HeaderText), block.Mac);

    /// <summary>Whether a part is what was written there. One that has expired has nothing to hold.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that its HMAC names is not at hand.</exception>
    public bool Holds(Oin owner, string log, Block block, BlockPart part) =>
        KeyedMac.Holds(keys, owner, PartPurpose, OfPart(log, block.Header.From, part.Kind, block.TextOf(part.Kind)), part.Mac);

    private static string OfBlock(string log, long from, string header) => string.Create(CultureInfo.InvariantCulture, $"{log}/{from}\n{header}");

    private static string OfPart(string log, long from, LineKind kind, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{log}/{from}/{(kind == LineKind.Audit ? "audit" : "processing")}\n{text}");
}
