using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace CommonGround.Platform.Api;

/// <summary>Where a page begins, as callers see it: opaque, so that what is in it may change. It holds an id and nothing else.</summary>
internal static class Cursor
{
    private const byte Version = 1;
    private const int Bytes = 17;

    public static string Write(Guid after)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Version;
        after.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead([NotNullWhen(true)] string? text, out Guid after)
    {
        after = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text is not { Length: 23 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var count) || count != Bytes || bytes[0] != Version)
        {
            return false;
        }

        after = new Guid(bytes[1..], bigEndian: true);
        return true;
    }
}
