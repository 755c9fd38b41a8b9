using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Is told which documents are read and changed, and gives the lines that a commit leaves behind (commit-log 1). State carries them and
/// knows nothing of what they say.
/// </summary>
internal interface IAccessLog
{
    /// <summary>The W3C <c>traceparent</c> for what goes on, where its lines have a trace: for the events that a change leaves.</summary>
    string? TraceParent { get; }

    /// <summary>A document was read, made or changed.</summary>
    /// <exception cref="InvalidOperationException">It is about persons, and nothing says what for.</exception>
    void Accessed<T>(Oin tenant, Collection<T> collection, T data);

    /// <summary>Documents are searched by a value, whether there are any or not.</summary>
    /// <exception cref="InvalidOperationException">The value stands for a person, and nothing says what for.</exception>
    void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value);

    /// <summary>The lines of a change, for its own commit. It is asked again where the change is decided again.</summary>
    /// <param name="tenant">Whose documents change.</param>
    /// <param name="keyNumber">The key number of the commit: subjects are hashed under no other (commit-log 15).</param>
    /// <param name="result">What the decision came to.</param>
    IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result);

    /// <summary>The lines that were last given are durable.</summary>
    void Landed();
}
