namespace CommonGround.Platform.State.Lines;

/// <summary>A line with the place that it has, which archiving does not change.</summary>
/// <param name="Number">The number of its entry.</param>
/// <param name="Key">The key in the store that it was read from: that of the entry or of the block.</param>
/// <param name="Line">The line.</param>
internal sealed record PlacedLine(long Number, string Key, EntryLine Line);
