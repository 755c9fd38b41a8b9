using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State;

/// <summary>What a failed read of the store is to a request: nothing was done, and the store does not answer.</summary>
internal static class Readable
{
    /// <exception cref="StateUnavailableException">The store failed. The cause is for the log only.</exception>
    public static async Task<T> OrUnavailableAsync<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (StateStoreException e)
        {
            throw new StateUnavailableException("The state store does not answer.", e);
        }
    }
}
