using System.Collections.Concurrent;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Documents in memory, one change after the other.</summary>
internal sealed class TestDocuments : IDocuments, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What the store does before it answers: fail, or wait.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public ConcurrentDictionary<(Oin Tenant, string Collection, Guid Id), object> Stored { get; } = new();

    public ConcurrentDictionary<IdempotencyKey, StoredAnswer> Answers { get; } = new();

    /// <summary>So many look-ups of an answer come just before the request that stores it lands.</summary>
    public int EarlyLookUps { get; set; }

    public async Task<Document<T>?> GetAsync<T>(Collection<T> collection, Oin tenant, Guid id, CancellationToken cancellationToken)
    {
        await Before(cancellationToken);
        return Stored.GetValueOrDefault((tenant, collection.Name, id)) as Document<T>;
    }

    public Task<DocumentPage<T>> ListAsync<T>(Collection<T> collection, Oin tenant, Guid? after, int limit, CancellationToken cancellationToken) =>
        PageAsync(collection, tenant, _ => true, after, limit, cancellationToken);

    public Task<DocumentPage<T>> SearchAsync<T>(
        Collection<T> collection, Oin tenant, string lookUp, string value, Guid? after, int limit, CancellationToken cancellationToken) =>
        PageAsync(collection, tenant, data => collection.LookUps[lookUp](data) == value, after, limit, cancellationToken);

    public async Task<TResult> ChangeAsync<TResult>(Oin tenant, Func<IChanges, CancellationToken, Task<TResult>> decide, CancellationToken cancellationToken)
    {
        await Before(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var changes = new TestChanges(tenant, this);
            var result = await decide(changes, cancellationToken);
            changes.Commit();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<DocumentPage<T>> PageAsync<T>(
        Collection<T> collection, Oin tenant, Func<T, bool> matches, Guid? after, int limit, CancellationToken cancellationToken)
    {
        await Before(cancellationToken);
        var all = Stored.Where(entry => entry.Key.Tenant == tenant && entry.Key.Collection == collection.Name)
            .Select(entry => (Document<T>)entry.Value)
            .Where(document => matches(document.Data) && (after is null || string.CompareOrdinal(document.Id.ToString(), after.ToString()) > 0))
            .OrderBy(document => document.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        var items = all.Take(limit).ToList();
        return new DocumentPage<T>(items, all.Count > limit ? items[^1].Id : null);
    }
}
