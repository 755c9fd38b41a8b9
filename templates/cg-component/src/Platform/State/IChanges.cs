using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>What one request changes: its documents, and the answer that a repetition gets. It is committed as a whole.</summary>
public interface IChanges
{
    Oin Tenant { get; }

    /// <returns>The document, or <see langword="null"/> where this tenant has none with this id.</returns>
    Task<Document<T>?> GetAsync<T>(Collection<T> collection, Guid id, CancellationToken cancellationToken);

    /// <returns>The new document, with a new id and version 1.</returns>
    Document<T> Create<T>(Collection<T> collection, T data);

    /// <param name="collection">Which collection.</param>
    /// <param name="read">The document as <see cref="GetAsync"/> of this object returned it.</param>
    /// <param name="data">What it becomes.</param>
    /// <returns>The document with the next version.</returns>
    Document<T> Replace<T>(Collection<T> collection, Document<T> read, T data);

    /// <inheritdoc cref="Replace"/>
    void Delete<T>(Collection<T> collection, Document<T> read);

    /// <summary>
    /// Leaves an event about a document in the same commit. It is published once the commit stands, at least once, and never otherwise.
    /// </summary>
    /// <param name="collection">Which collection.</param>
    /// <param name="document">
    /// The document as this object last returned it; the event carries its version as <c>sequence</c> (EVT-07), so it is not replaced after this.
    /// </param>
    /// <param name="data">What the event says: of a type that the component declared with <c>PublishEvent</c>.</param>
    /// <exception cref="InvalidOperationException">No event was declared with data of this type.</exception>
    /// <exception cref="ChangeTooLargeException">The event has more than 64 KB (EVT-09).</exception>
    void Publish<T, TData>(Collection<T> collection, Document<T> document, TData data);

    /// <returns>The answer that this key was given in the last 24 hours, or <see langword="null"/> (commit-log 20).</returns>
    Task<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken cancellationToken);

    /// <summary>Keeps the answer for 24 hours, encrypted, in the same commit (commit-log 20).</summary>
    void StoreAnswer(IdempotencyKey key, StoredAnswer answer);
}
