namespace CommonGround.Platform.State.Logs;

/// <summary>The ids that an entry touched in one tree of the index.</summary>
internal sealed record TouchedTree(string Tree, IReadOnlyList<Guid> Ids);
