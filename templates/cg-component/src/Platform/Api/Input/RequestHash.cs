using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Input;

/// <summary>
/// What makes two requests under one <c>Idempotency-Key</c> the same: method, path, content type and the bytes of the body
/// (commit-log 20). <c>If-Match</c> is no part of it: a repetition may come after the version moved on.
/// </summary>
internal static class RequestHash
{
    public static string Of(HttpRequest request, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, request.Method);
        Append(hash, request.PathBase + request.Path);
        Append(hash, request.ContentType ?? "");
        foreach (var segment in body)
        {
            hash.AppendData(segment.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A header or path holds no line feed, so the parts cannot run into each other.
    private static void Append(IncrementalHash hash, string part) => hash.AppendData(Encoding.UTF8.GetBytes($"{part}\n"));
}
