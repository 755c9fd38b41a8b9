namespace CommonGround.Platform.BuildingBlocks;

/// <summary>The secret store as Dapr offers it.</summary>
public interface ISecretStore
{
    /// <summary>Reads a secret with all its keys, as a store of multi-valued secrets holds them.</summary>
    /// <exception cref="SecretMissingException">The secret is absent or empty. An empty secret is a missing one.</exception>
    Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken);
}
