using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>The documents of this component: read, list, search and change. All of it stays within one tenant.</summary>
public interface IDocuments
{
    /// <returns>The document, or <see langword="null"/> where this tenant has none with this id.</returns>
    /// <exception cref="StateUnavailableException">The store does not answer.</exception>
    Task<Document<T>?> GetAsync<T>(Collection<T> collection, Oin tenant, Guid id, CancellationToken cancellationToken);

    /// <summary>Lists documents in the order of their ids, those just committed included (commit-log 17).</summary>
    /// <param name="collection">Which collection.</param>
    /// <param name="tenant">Whose documents.</param>
    /// <param name="after">The id to continue after, or <see langword="null"/> for the first page.</param>
    /// <param name="limit">At most so many documents.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateUnavailableException">The store does not answer.</exception>
    Task<DocumentPage<T>> ListAsync<T>(Collection<T> collection, Oin tenant, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Finds documents by a look-up of the collection, in the order of their ids (commit-log 15, 17).</summary>
    /// <exception cref="StateUnavailableException">The store does not answer, or a key number in use is not at hand.</exception>
    Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, string lookUp, string value, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Commits what <paramref name="decide"/> puts together: all of it, or nothing.</summary>
    /// <param name="tenant">Whose documents.</param>
    /// <param name="decide">
    /// Reads, decides and collects changes. It runs again from the start when another request changed one of its documents first,
    /// so it must leave nothing behind but its changes.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting; a commit that was sent may still land.</param>
    /// <returns>What <paramref name="decide"/> returned, once its changes are durable.</returns>
    /// <exception cref="StateUnavailableException">Nothing was done: the store does not answer.</exception>
    /// <exception cref="StateBusyException">Nothing was done: too much is waiting. It says after which time to try again.</exception>
    /// <exception cref="OutcomeUnknownException">The store did not answer in time; whether the change was made is not known (commit-log 4).</exception>
    /// <exception cref="ChangeTooLargeException">Nothing was done: the change is too large for one entry (commit-log 5).</exception>
    Task<TResult> ChangeAsync<TResult>(
        Oin tenant, Func<IChanges, CancellationToken, Task<TResult>> decide, CancellationToken cancellationToken);
}
