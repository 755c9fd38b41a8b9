namespace CommonGround.Platform.BuildingBlocks;

/// <summary>What must hold of a key for a transaction to be carried out.</summary>
public enum StateCondition
{
    /// <summary>Nothing: the last writer wins.</summary>
    None,

    /// <summary>The key does not exist (Dapr: <c>first-write</c> without an etag).</summary>
    Absent,

    /// <summary>The key still has the etag that was read.</summary>
    Unchanged,
}
