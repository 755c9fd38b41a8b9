using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// One owner's lines from a stretch of a drained log (commit-log 11). It is stored as lines of text: the header, its HMAC, and a line for each
/// part that the header names, which is empty once the part has expired. Each HMAC is over exactly the bytes of its line.
/// </summary>
/// <param name="HeaderText">The header as it is stored.</param>
/// <param name="Mac">The header's HMAC: the block's place in the chain.</param>
/// <param name="Texts">The parts as they are stored, in the order of the header.</param>
internal sealed record Block(string HeaderText, string Mac, IReadOnlyList<string> Texts)
{
    public BlockHeader Header { get; } = JsonSerializer.Deserialize(HeaderText, StateJson.Platform.BlockHeader)!;

    public static string Write(IReadOnlyList<BlockLine> lines) => JsonSerializer.Serialize(lines, StateJson.Platform.IReadOnlyListBlockLine);

    /// <returns>Whether it is a block.</returns>
    public static bool TryRead(string stored, [NotNullWhen(true)] out Block? block)
    {
        try
        {
            block = stored.Split('\n') is [var header, var mac, .. var texts] ? new Block(header, mac, texts) : null;
            return block is { Header: { Parts: { } parts, Before: not null } } && parts.Count == block.Texts.Count;
        }
        catch (JsonException)
        {
            block = null;
            return false;
        }
    }

    /// <exception cref="StateStoreException">It is not a block.</exception>
    public static Block Read(string key, string stored) =>
        TryRead(stored, out var block) ? block : throw new StateStoreException($"{key} is not a block of lines as it was written; verify-log tells more.");

    public string Write() => string.Join('\n', [HeaderText, Mac, .. Texts]);

    /// <summary>How many lines of a log it has or had.</summary>
    public int Count(LineKind kind) => Header.Parts.FirstOrDefault(p => p.Kind == kind)?.Count ?? 0;

    /// <summary>Whether there is something left of a log.</summary>
    public bool Has(LineKind kind) => TextOf(kind).Length > 0;

    /// <summary>The lines of a log as they are stored; empty where it has none, or where they have expired.</summary>
    public string TextOf(LineKind kind) => Texts.Where((_, i) => Header.Parts[i].Kind == kind).FirstOrDefault("");

    /// <summary>The lines of a log; none where they have expired.</summary>
    public IReadOnlyList<BlockLine> LinesOf(LineKind kind) =>
        TextOf(kind) is { Length: > 0 } text ? JsonSerializer.Deserialize(text, StateJson.Platform.IReadOnlyListBlockLine)! : [];

    /// <summary>What stays when the lines of a log expire: their count and HMAC.</summary>
    public Block Without(LineKind kind) => this with { Texts = [.. Texts.Select((text, i) => Header.Parts[i].Kind == kind ? "" : text)] };
}
