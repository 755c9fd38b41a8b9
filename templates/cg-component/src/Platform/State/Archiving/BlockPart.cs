using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>What a block's header says of its lines of one log: it stays when they have expired.</summary>
/// <param name="Kind">Of which log.</param>
/// <param name="Count">How many lines.</param>
/// <param name="Mac">The HMAC over their text.</param>
internal sealed record BlockPart(LineKind Kind, int Count, string Mac);
