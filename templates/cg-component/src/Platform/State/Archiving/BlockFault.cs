namespace CommonGround.Platform.State.Archiving;

/// <summary>What is wrong with a block.</summary>
internal enum BlockFault
{
    /// <summary>It is not there, although the drained document or the block after it says that it was.</summary>
    Missing,

    /// <summary>Its header, or what it is put behind, is not what was written there.</summary>
    HeaderAltered,

    /// <summary>Its lines are not those that were written there.</summary>
    LinesAltered,

    /// <summary>Its lines are gone, although they have not expired.</summary>
    LinesMissing,

    /// <summary>There are more or fewer blocks or lines than the drained document says.</summary>
    CountDiffers,
}
