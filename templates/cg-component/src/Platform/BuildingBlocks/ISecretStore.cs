namespace CommonGround.Platform.BuildingBlocks;

/// <summary>The secret store as Dapr offers it.</summary>
public interface ISecretStore
{
    /// <summary>
    /// Whether what is missing now may come later without a new start, as beside a sidecar that is not there yet. Otherwise a missing secret
    /// is a reason not to start.
    /// </summary>
    bool MayComeLater => false;

    /// <summary>Reads a secret with all its keys, as a store of multi-valued secrets holds them.</summary>
    /// <exception cref="SecretMissingException">The secret is absent or empty. An empty secret is a missing one.</exception>
    /// <exception cref="SecretStoreException">The store did not answer, or refused.</exception>
    Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken);
}
