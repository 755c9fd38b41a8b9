namespace CommonGround.Platform.State.Metrics;

/// <summary>What the seam offers.</summary>
internal enum StoreCall
{
    Get,
    GetMany,
    Transact,
}
