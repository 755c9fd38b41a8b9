using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Is told which documents one change reads and writes, and gives the lines that its commit leaves behind (commit-log 1), until it ends: then
/// nobody knows of lines that neither landed nor lost.
/// </summary>
internal interface IChangeAccess : IDisposable
{
    /// <summary>A document was read, made or changed.</summary>
    /// <exception cref="InvalidOperationException">It is about persons, and nothing says what for.</exception>
    void Accessed<T>(Oin tenant, Collection<T> collection, T data);

    /// <summary>The lines of the change, for its own commit. It is asked again where the change is decided again.</summary>
    /// <param name="tenant">Whose documents change.</param>
    /// <param name="keyNumber">The key number of the commit: subjects are hashed under no other (commit-log 15).</param>
    /// <param name="result">What the decision came to.</param>
    IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result);

    /// <summary>The lines that it gave are durable.</summary>
    void Landed();

    /// <summary>The lines that it gave are not durable and never will be: another change was first. This one is decided again.</summary>
    void Lost();
}
