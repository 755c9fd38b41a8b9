namespace CommonGround.Platform.State.Lines;

/// <summary>A page of references to lines, the newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">The reference to continue after, as an id; <see langword="null"/> on the last page.</param>
internal sealed record FoundReferences(IReadOnlyList<LineReference> Items, Guid? Next);
