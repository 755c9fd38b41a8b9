using System.Net.Http.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>A token of an authorization server (RFC 6749 4.4), kept until shortly before it ends.</summary>
internal sealed class ClientCredentialsToken(HttpClient http, NotificatiesSecret secret, NotificatiesOptions options, TimeProvider time) : INotificatiesToken
{
    private const string Scope = "notificaties.publiceren";

    // It must still hold when the API looks at it.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private (string Text, DateTimeOffset Until)? _token;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && time.GetUtcNow() < known.Until)
        {
            return known.Text;
        }

        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", options.ClientId),
            new("client_secret", await secret.ReadAsync(cancellationToken)),
            new("scope", Scope),
        ]);
        var asked = time.GetUtcNow();
        using var answer = await PostAsync(form, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            // What an authorization server says may repeat what it was sent.
            throw new EventBrokerException($"{NotificatiesOptions.Section}:{nameof(options.TokenUrl)} gave no token: {(int)answer.StatusCode}.");
        }

        var token = await answer.Content.ReadFromJsonAsync(TokenJson.Default.Token, cancellationToken)
            ?? throw new EventBrokerException($"{NotificatiesOptions.Section}:{nameof(options.TokenUrl)} answered without a token.");
        _token = (token.AccessToken, asked + TimeSpan.FromSeconds(token.ExpiresIn) - s_margin);
        return token.AccessToken;
    }

    public void Forget() => _token = null;

    private async Task<HttpResponseMessage> PostAsync(FormUrlEncodedContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await http.PostAsync(options.TokenUrl, form, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new EventBrokerException($"{NotificatiesOptions.Section}:{nameof(options.TokenUrl)} cannot be reached.", e);
        }
    }

    internal sealed record Token(
        [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>How the answer of an authorization server is read.</summary>
[JsonSerializable(typeof(ClientCredentialsToken.Token))]
internal sealed partial class TokenJson : JsonSerializerContext;
