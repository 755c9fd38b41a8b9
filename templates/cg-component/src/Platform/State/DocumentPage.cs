namespace CommonGround.Platform.State;

/// <summary>A page of a list or a search, in the order of the ids (commit-log 17).</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">The id to continue after, or <see langword="null"/> on the last page.</param>
public sealed record DocumentPage<T>(IReadOnlyList<Document<T>> Items, Guid? Next);
