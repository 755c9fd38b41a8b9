using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Indexing;

/// <summary>The pages that the first touches of a batch lead to.</summary>
/// <param name="Taken">How many touches are in it.</param>
/// <param name="Operations">The writes, each under the etag its page was read with.</param>
internal sealed record FoldedTouches(int Taken, List<StateOperation> Operations);
