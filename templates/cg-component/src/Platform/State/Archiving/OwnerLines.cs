using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>What one owner has in a stretch.</summary>
/// <param name="owner">A tenant's OIN, or the organization.</param>
internal sealed class OwnerLines(string owner)
{
    private readonly List<BlockLine> _processing = [];
    private readonly List<BlockLine> _audit = [];

    public string Owner => owner;

    /// <summary>In bytes as they are sent.</summary>
    public int Size { get; private set; }

    public IReadOnlyList<BlockLine> Of(LineKind kind) => kind == LineKind.Audit ? _audit : _processing;

    public void Add(LineKind kind, BlockLine line, int size)
    {
        (kind == LineKind.Audit ? _audit : _processing).Add(line);
        Size += size;
    }
}
