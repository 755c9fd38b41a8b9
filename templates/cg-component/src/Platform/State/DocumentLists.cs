using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State;

/// <summary>
/// Lists and searches (commit-log 17, 18). Bulk get is no snapshot; the order makes it right: the registration, each log's progress, its
/// entries from there, the pages, and last the documents, which decide what exists. A search ends with the registration again: it asks for
/// every key number in use (commit-log 15).
/// </summary>
internal sealed class DocumentLists(
    StateCalls calls, Registrar registrar, UnfoldedTouches unfolded, TreeReader trees, IndexBacklog backlog, DocumentCodec codec, ITenantKeys keys)
{
    public async Task<DocumentPage<T>> ListAsync<T>(
        Collection<T> collection, Oin tenant, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var registration = await registrar.ReadAsync(cancellationToken);
        return await ReadAsync(
            collection, tenant, registration, [StateKeys.Index(tenant, collection.Name)], _ => true, after, limit, cancellationToken);
    }

    public async Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, string lookUp, string value, Guid? after, int limit, CancellationToken cancellationToken)
    {
        if (!collection.LookUps.ContainsKey(lookUp))
        {
            throw new ArgumentException($"{collection.Name} has no look-up '{lookUp}'.", nameof(lookUp));
        }

        var registration = await registrar.ReadAsync(cancellationToken);
        while (true)
        {
            var page = await SearchAsync(collection, tenant, registration, lookUp, value, after, limit, cancellationToken);
            // A document that was written again meanwhile, under a number not asked for, was missed in the old place and the new one. The
            // registration named the number before.
            var asked = registration.Numbers;
            registration = await registrar.ReadAsync(cancellationToken);
            if (registration.Numbers.All(asked.Contains))
            {
                return page;
            }
        }
    }

    private async Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, Registration registration, string lookUp, string value, Guid? after, int limit,
        CancellationToken cancellationToken)
    {
        var missing = registration.Numbers.Where(n => !keys.Numbers.Contains(n)).ToList();
        if (missing.Count > 0)
        {
            throw new StateUnavailableException($"The secret of key number {missing[0]}, which is in use, is not at hand: a search without it would not be complete.");
        }

        var marks = registration.Numbers.Select(n => codec.Mark(collection, tenant, lookUp, value, n)).ToHashSet();
        var places = marks.Select(mark => StateKeys.LookUp(tenant, collection.Name, lookUp, mark)).ToList();
        return await ReadAsync(
            collection, tenant, registration, places,
            stored => stored.LookUps?.GetValueOrDefault(lookUp) is { } mark && marks.Contains(mark), after, limit, cancellationToken);
    }

    private async Task<DocumentPage<T>> ReadAsync<T>(
        Collection<T> collection, Oin tenant, Registration registration, List<string> places, Func<StoredDocument, bool> belongs,
        Guid? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (places.Count == 0)
        {
            // No key number is in use, so nothing was ever committed.
            return new DocumentPage<T>([], null);
        }

        var touched = await unfolded.ReadAsync(registration, places, after, cancellationToken);
        var ids = new IdStream(trees, backlog, places, touched, after);
        var items = new List<Document<T>>();
        // One more than asked for shows whether there is a next page.
        while (await ids.NextAsync(limit + 1 - items.Count, cancellationToken) is { Count: > 0 } next)
        {
            var found = await calls.GetManyAsync([.. next.Select(id => StateKeys.Document(tenant, collection.Name, id))], cancellationToken);
            foreach (var id in next)
            {
                if (!found.TryGetValue(StateKeys.Document(tenant, collection.Name, id), out var item)
                    || DocumentCodec.Parse(item.Value) is not { } stored || !belongs(stored))
                {
                    ids.Stale(id);
                }
                else if (items.Count == limit)
                {
                    return new DocumentPage<T>(items, items[^1].Id);
                }
                else
                {
                    items.Add(codec.Read(collection, tenant, id, stored));
                }
            }
        }

        return new DocumentPage<T>(items, null);
    }
}
