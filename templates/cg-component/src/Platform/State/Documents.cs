using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State;

internal sealed class Documents(
    StateCalls calls, DocumentCodec codec, AnswerCodec answers, DocumentLists lists, Committer committer, RecentKeys recent, KeyTurns turns,
    ITenantKeys keys, IIdentifiers identifiers, StateOptions options, IEventSource? events = null, IAccessLog? accesses = null) : IDocuments
{
    public async Task<Document<T>?> GetAsync<T>(Collection<T> collection, Oin tenant, Guid id, CancellationToken cancellationToken)
    {
        var key = StateKeys.Document(tenant, collection.Name, id);
        if (await Readable.OrUnavailableAsync(calls.GetAsync(key, cancellationToken)) is not { } item)
        {
            return null;
        }

        var document = codec.Read(collection, tenant, id, DocumentCodec.Parse(item.Value));
        accesses?.Accessed(tenant, collection, document.Data);
        return document;
    }

    public async Task<DocumentPage<T>> ListAsync<T>(
        Collection<T> collection, Oin tenant, Guid? after, int limit, CancellationToken cancellationToken) =>
        Told(tenant, collection, await Readable.OrUnavailableAsync(lists.ListAsync(collection, tenant, after, limit, cancellationToken)));

    public async Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, string lookUp, string value, Guid? after, int limit, CancellationToken cancellationToken)
    {
        accesses?.Searched(tenant, collection, lookUp, value);
        return Told(
            tenant, collection, await Readable.OrUnavailableAsync(lists.SearchAsync(collection, tenant, lookUp, value, after, limit, cancellationToken)));
    }

    public async Task<TResult> ChangeAsync<TResult>(
        Oin tenant, Func<IChanges, CancellationToken, Task<TResult>> decide, CancellationToken cancellationToken)
    {
        var turn = new KeyTurn(tenant);
        using var access = accesses?.Begin();
        try
        {
            for (var attempt = 0; attempt < options.Attempts; attempt++)
            {
                var changes = new Changes(tenant, recent.Turn, keys.Current, calls, codec, answers, identifiers, events, access);
                var result = await decide(changes, cancellationToken);
                if (changes.ToRequest(result) is not { } request)
                {
                    return result;
                }

                if (await TryCommitAsync(request, turn, cancellationToken))
                {
                    access?.Landed();
                    return result;
                }

                access?.Lost();
            }
        }
        finally
        {
            turns.Leave(turn);
        }

        throw new StateBusyException($"Other changes of the same documents were first {options.Attempts} times.");
    }

    private DocumentPage<T> Told<T>(Oin tenant, Collection<T> collection, DocumentPage<T> page)
    {
        foreach (var document in page.Items)
        {
            accesses?.Accessed(tenant, collection, document.Data);
        }

        return page;
    }

    /// <returns>Whether it landed; otherwise another was first, and it is decided again by what is there now.</returns>
    private async Task<bool> TryCommitAsync(CommitRequest request, KeyTurn turn, CancellationToken cancellationToken) =>
        await turns.TakeAsync(turn, request.Operations.Select(o => o.Key), cancellationToken)
        && await committer.CommitAsync(request, cancellationToken);
}
