namespace CommonGround.Platform.State.Archiving;

/// <summary>The head of a block, which the chain goes over: what it holds may expire, and the chain still holds (commit-log 16).</summary>
/// <param name="From">The first number of the stretch that it is of.</param>
/// <param name="Previous">The first number of its owner's block before it, or <see langword="null"/> for the first of this log.</param>
/// <param name="Before">The HMAC of the block before it; for the first the HMAC of the log's end.</param>
/// <param name="Parts">Its parts, one per log that has lines in it.</param>
internal sealed record BlockHeader(long From, long? Previous, string Before, IReadOnlyList<BlockPart> Parts);
