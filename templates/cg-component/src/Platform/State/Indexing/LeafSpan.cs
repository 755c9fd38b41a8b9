namespace CommonGround.Platform.State.Indexing;

/// <summary>Ids of neighbouring leaves, in order.</summary>
/// <param name="Ids">All ids up to <paramref name="To"/>.</param>
/// <param name="To">The first id that they say nothing about, or <see langword="null"/> at the end of the tree.</param>
internal sealed record LeafSpan(IReadOnlyList<Guid> Ids, Guid? To);
