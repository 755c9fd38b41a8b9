using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Consuming;

/// <summary>What a consumer has done with a batch: progress moves only up, in one transaction with what is written (commit-log 10).</summary>
/// <param name="Progress">Where it stands then.</param>
/// <param name="Operations">What it writes to the state in the same transaction, each under the etag it was decided by.</param>
internal sealed record Taken(Progress Progress, List<StateOperation> Operations);
