namespace CommonGround.Platform.Events.Notificaties;

/// <summary>How a Notificaties API is told who calls.</summary>
public enum NotificatiesAuthentication
{
    /// <summary>A token that the component signs itself, with the secret that it shares with the API (ZGA-01).</summary>
    Jwt,

    /// <summary>A token of an authorization server, with the scope <c>notificaties.publiceren</c> (NOT-05).</summary>
    ClientCredentials,
}
