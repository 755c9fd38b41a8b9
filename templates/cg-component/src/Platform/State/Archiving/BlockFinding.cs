namespace CommonGround.Platform.State.Archiving;

/// <summary>The first thing that is wrong with the blocks of one owner in one log.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Key">With which block.</param>
internal sealed record BlockFinding(BlockFault Fault, string Key);
