using CommonGround.Platform.Authentication;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Input;

/// <summary>The header <c>Idempotency-Key</c>: 1 to 255 visible ASCII characters, once (commit-log 20).</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    public const int MaxLength = 255;

    /// <returns>The key with what it belongs to, or <see langword="null"/> where there is none or it is not well formed.</returns>
    public static IdempotencyKey? Read(HttpContext context, Caller caller)
    {
        if (!context.Request.Headers.TryGetValue(Name, out var values))
        {
            return null;
        }

        if (values.Count != 1 || values[0] is not { Length: > 0 and <= MaxLength } text || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            RequestInput.Of(context).Errors.Add(
                InputError.Header, Name, ErrorCodes.Format, $"Moet 1 tot en met {MaxLength} zichtbare ASCII-tekens lang zijn, zonder spaties.");
            return null;
        }

        var request = context.Request;
        return new IdempotencyKey(caller.Client, request.Method, request.PathBase + request.Path, text);
    }
}
