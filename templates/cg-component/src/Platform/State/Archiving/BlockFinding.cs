namespace CommonGround.Platform.State.Archiving;

/// <summary>The first thing that is wrong with the blocks of one owner in one log.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Key">With which block.</param>
internal sealed record BlockFinding(BlockFault Fault, string Key)
{
    /// <summary>What is wrong, as the rest of a sentence that begins with the key.</summary>
    public string What => Fault switch
    {
        BlockFault.Missing => "is missing.",
        BlockFault.HeaderAltered => "is not what was written there behind the block before it: it was altered, or put in the place of another.",
        BlockFault.LinesAltered => "has other lines than were written there.",
        BlockFault.LinesMissing => "has lost lines that have not expired.",
        _ => "has another number of lines or blocks up to it than the drained document says.",
    };
}
