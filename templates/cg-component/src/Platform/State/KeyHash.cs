using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CommonGround.Platform.State;

/// <summary>Stands in a key for text that others chose: it may be of any length, hold any character, and be personal.</summary>
internal static class KeyHash
{
    /// <summary>Each part goes in with its length before it, so that no two sets of parts give one text.</summary>
    /// <returns>43 characters of base64url.</returns>
    public static string Of(params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(Bytes(parts));

    /// <returns>An id that the parts decide: a UUIDv8 (RFC 9562, 5.8).</returns>
    public static Guid Id(params ReadOnlySpan<string> parts)
    {
        var bytes = Bytes(parts).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static byte[] Bytes(ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
