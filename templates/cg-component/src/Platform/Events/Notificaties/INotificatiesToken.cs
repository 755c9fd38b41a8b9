using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>The token for the Notificaties API.</summary>
internal interface INotificatiesToken
{
    /// <exception cref="EventBrokerException">There is no token now.</exception>
    /// <exception cref="SecretMissingException">The secret is missing.</exception>
    Task<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>The API did not accept it: the next is a new one.</summary>
    void Forget();
}
