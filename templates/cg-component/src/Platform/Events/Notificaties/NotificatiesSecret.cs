using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>The secret that this component shares with the Notificaties API, or with the authorization server. It is read anew for each token.</summary>
internal sealed class NotificatiesSecret(ISecretStore secrets, NotificatiesOptions options)
{
    private const string Key = "secret";

    /// <exception cref="SecretMissingException">It is missing, or nobody can tell which of its values it is.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var values = await secrets.GetAsync(options.Secret, cancellationToken);
        return values.Count == 1
            ? values.Values.Single()
            : values.GetValueOrDefault(Key) ?? throw new SecretMissingException(
                $"The secret '{options.Secret}' ({NotificatiesOptions.Section}:{nameof(options.Secret)}) has several values and none under the name '{Key}'.");
    }
}
