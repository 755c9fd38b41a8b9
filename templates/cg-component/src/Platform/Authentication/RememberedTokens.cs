using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// The tokens that were validated lately: to check an RS256 signature on each request costs two thirds of the throughput. Only
/// accepted tokens are kept, so a refused one is validated, and refused, again.
/// </summary>
/// <remarks>
/// Two generations bound it: when the young one is full it becomes the old one, and the old one is forgotten, except for what was
/// asked for since. That is nearly "least recently used", and a hit takes no lock.
/// </remarks>
internal sealed class RememberedTokens(IOptions<TokenOptions> options, TimeProvider time)
{
    private readonly TimeSpan _longest = options.Value.RememberedFor;
    private readonly int _generation = options.Value.Remembered / 2;
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<TokenHash, RememberedToken> _young = new();
    private volatile ConcurrentDictionary<TokenHash, RememberedToken> _old = new();

    /// <summary>How many tokens are in memory.</summary>
    public int Count => _young.Count + _old.Keys.Count(hash => !_young.ContainsKey(hash));

    /// <returns>Who has the token, or <see langword="null"/> where it has to be validated under these options and the keys in force.</returns>
    public CallerPrincipal? Find(TokenHash hash, JwtBearerOptions options)
    {
        var isOld = false;
        if (!_young.TryGetValue(hash, out var token))
        {
            isOld = _old.TryGetValue(hash, out token);
        }

        if (token is null || token.Options != options || !IsInForce(token.Issuer, options) || time.GetUtcNow() >= token.Until)
        {
            return null;
        }

        if (isOld)
        {
            Keep(hash, token);
        }

        return token.Principal;
    }

    /// <param name="hash">The token's hash.</param>
    /// <param name="principal">Who has the token.</param>
    /// <param name="options">The options that were in force before the validation began.</param>
    /// <param name="issuer">The keys that were in force before the validation began.</param>
    /// <param name="expires">The token's <c>exp</c>.</param>
    public void Add(
        TokenHash hash, CallerPrincipal principal, JwtBearerOptions options, OpenIdConnectConfiguration? issuer, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        var until = expires < now + _longest ? expires : now + _longest;
        if (until > now)
        {
            Keep(hash, new RememberedToken(principal, options, issuer, until));
        }
    }

    private static bool IsInForce(OpenIdConnectConfiguration? issuer, JwtBearerOptions options) =>
        options.ConfigurationManager?.GetConfigurationAsync(CancellationToken.None) is { } current
            ? current.IsCompletedSuccessfully && current.Result == issuer
            : issuer is null;

    private void Keep(TokenHash hash, RememberedToken token)
    {
        lock (_gate)
        {
            if (_young.Count >= _generation && !_young.ContainsKey(hash))
            {
                _old = _young;
                _young = new();
            }

            _young[hash] = token;
        }
    }
}
