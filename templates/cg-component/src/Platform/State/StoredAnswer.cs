using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>The answer that a repeated request gets (commit-log 20).</summary>
/// <param name="RequestHash">A hash of the request: another request under the same key is refused.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Headers">The headers that belong to this answer, such as <c>Location</c> and <c>ETag</c>.</param>
/// <param name="Body">The body, or <see langword="null"/> where there is none.</param>
public sealed record StoredAnswer(string RequestHash, int Status, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    /// <summary>Whom the answer is about: to give it again is a use of their data too.</summary>
    public IReadOnlyList<Bsn> Subjects { get; init; } = [];
}
