using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Store;

/// <summary>A call of a replica that the store has not answered.</summary>
internal abstract class StoreCall(Machine machine)
{
    public Machine Machine => machine;

    /// <summary>The call ends as one that the store did not answer well.</summary>
    public abstract void Fail();
}
