using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// Tells a call of the sidecar from any other: by the header <c>dapr-api-token</c>. Dapr sends it when it asks for the subscriptions,
/// delivers events and passes calls of other components on, and not when it asks for health.
/// </summary>
internal sealed class SidecarToken
{
    public const string Header = "dapr-api-token";

    private readonly byte[]? _hash;

    public SidecarToken(IOptions<SidecarTokenOptions> options) =>
        _hash = string.IsNullOrEmpty(options.Value.Token) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Token));

    public bool IsConfigured => _hash is not null;

    /// <summary>
    /// Whether a request with these headers carries the token, once. Hashes are compared, in constant time: how long it takes tells neither
    /// how much of the token was right nor how long it is.
    /// </summary>
    public bool IsIn(IHeaderDictionary headers)
    {
        var header = headers[Header];
        if (_hash is null || header.Count != 1 || header[0] is not { } shown)
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(shown), hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }
}
