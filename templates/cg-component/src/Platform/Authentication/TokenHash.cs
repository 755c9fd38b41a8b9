using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace CommonGround.Platform.Authentication;

/// <summary>The SHA-256 hash of a token: what a token is remembered by, so that memory holds no tokens.</summary>
internal readonly record struct TokenHash(UInt128 First, UInt128 Second)
{
    private const string Prefix = "Bearer ";

    /// <summary>Hashes the token in an <c>Authorization</c> header.</summary>
    /// <returns><see langword="false"/> where there is not exactly one header with a bearer token.</returns>
    public static bool TryRead(StringValues authorization, out TokenHash hash)
    {
        hash = default;
        if (authorization.Count != 1 || authorization[0] is not { } header || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        hash = Of(header.AsSpan(Prefix.Length).Trim());
        return true;
    }

    private static TokenHash Of(ReadOnlySpan<char> token)
    {
        byte[]? rented = null;
        var longest = Encoding.UTF8.GetMaxByteCount(token.Length);
        Span<byte> bytes = longest <= 4096 ? stackalloc byte[4096] : rented = ArrayPool<byte>.Shared.Rent(longest);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return MemoryMarshal.Read<TokenHash>(hash);
    }
}
