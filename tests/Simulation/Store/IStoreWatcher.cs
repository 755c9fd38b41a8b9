using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Simulation.Store;

/// <summary>Sees every transaction that lands.</summary>
internal interface IStoreWatcher
{
    /// <summary>The conditions held; nothing is written yet.</summary>
    void Landing(IReadOnlyList<StateOperation> operations);

    void Landed(IReadOnlyList<StateOperation> operations);
}
