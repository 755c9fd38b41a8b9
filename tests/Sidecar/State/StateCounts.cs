namespace CommonGround.Sidecar.State;

/// <summary>What was asked of a store since it was made, for a benchmark.</summary>
public sealed record StateCounts(long Gets, long BulkGets, long KeysRead, long Transactions, long KeysWritten);
