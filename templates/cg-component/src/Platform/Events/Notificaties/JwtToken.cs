using System.Text;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>A token that this component signs with the shared secret (ZGA-01, ZGA-02), made anew each minute.</summary>
internal sealed class JwtToken(NotificatiesSecret secret, NotificatiesOptions options, TimeProvider time) : INotificatiesToken
{
    // RFC 7518 3.2 asks for a key as long as the hash.
    private const int LeastBytes = 32;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    private (string Text, DateTimeOffset Until)? _token;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && time.GetUtcNow() < known.Until)
        {
            return known.Text;
        }

        var key = Key(await secret.ReadAsync(cancellationToken), options);
        var now = time.GetUtcNow();
        var text = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.ClientId,
            IssuedAt = now.UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["client_id"] = options.ClientId,
                ["user_id"] = options.ClientId,
                ["user_representation"] = options.ClientId,
            },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });
        _token = (text, now + s_life);
        return text;
    }

    public void Forget() => _token = null;

    /// <exception cref="EventBrokerException">The secret is too short.</exception>
    public static byte[] Key(string secret, NotificatiesOptions options)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return key.Length >= LeastBytes
            ? key
            : throw new EventBrokerException($"The secret '{options.Secret}' has {key.Length} bytes; one that signs tokens has at least {LeastBytes} (RFC 7518, 3.2).");
    }
}
