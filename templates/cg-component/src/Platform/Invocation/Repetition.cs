namespace CommonGround.Platform.Invocation;

/// <summary>Which requests may be sent again when nobody knows whether the callee did the first.</summary>
internal static class Repetition
{
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Whether a request changes something (RFC 9110, 9.2.1).</summary>
    public static bool Changes(HttpRequestMessage request) =>
        request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Options && request.Method != HttpMethod.Trace;

    /// <summary>
    /// Reading is safe to repeat, and so is what carries a key that the callee honours. PUT and DELETE are idempotent, but with a condition
    /// their own first success makes the second fail: the caller would hear 412 of a change that was made.
    /// </summary>
    public static bool IsSafe(HttpRequestMessage request, bool honoursKey) =>
        !Changes(request)
        || (honoursKey && request.Headers.Contains(IdempotencyKey))
        || ((request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete) && !HasCondition(request));

    private static bool HasCondition(HttpRequestMessage request) =>
        request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfUnmodifiedSince is not null;
}
