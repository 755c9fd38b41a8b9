using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Committing;

namespace CommonGround.Platform.State;

internal sealed class Documents(
    StateCalls calls, DocumentCodec codec, AnswerCodec answers, DocumentLists lists, Committer committer, RecentKeys recent,
    ITenantKeys keys, IIdentifiers identifiers, StateOptions options) : IDocuments
{
    public async Task<Document<T>?> GetAsync<T>(Collection<T> collection, Oin tenant, Guid id, CancellationToken cancellationToken)
    {
        var key = StateKeys.Document(tenant, collection.Name, id);
        return await Readable.OrUnavailableAsync(calls.GetAsync(key, cancellationToken)) is { } item
            ? codec.Read(collection, tenant, id, DocumentCodec.Parse(item.Value))
            : null;
    }

    public Task<DocumentPage<T>> ListAsync<T>(
        Collection<T> collection, Oin tenant, Guid? after, int limit, CancellationToken cancellationToken) =>
        Readable.OrUnavailableAsync(lists.ListAsync(collection, tenant, after, limit, cancellationToken));

    public Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, string lookUp, string value, Guid? after, int limit, CancellationToken cancellationToken) =>
        Readable.OrUnavailableAsync(lists.SearchAsync(collection, tenant, lookUp, value, after, limit, cancellationToken));

    public async Task<TResult> ChangeAsync<TResult>(
        Oin tenant, Func<IChanges, CancellationToken, Task<TResult>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var changes = new Changes(tenant, recent.Turn, keys.Current, calls, codec, answers, identifiers);
            var result = await decide(changes, cancellationToken);
            if (changes.ToRequest() is not { } request)
            {
                return result;
            }

            switch (await committer.CommitAsync(request, cancellationToken))
            {
                case CommitOutcome.Landed:
                    return result;
                case CommitOutcome.Refused:
                    throw new StateUnavailableException("Nothing was changed: the state store does not take the change.");
                case CommitOutcome.Unknown:
                    throw new OutcomeUnknownException("The state store did not answer in time: the change may have been made, or may still be.");
                default:
                    // Another was first: it is decided again by what is there now.
                    continue;
            }
        }

        throw new StateBusyException($"Other changes of the same documents were first {options.Attempts} times.");
    }
}
