using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.Api;

internal sealed class TestChanges(Oin tenant, TestDocuments documents) : IChanges
{
    private readonly List<Action> _changes = [];

    public Oin Tenant => tenant;

    public Task<Document<T>?> GetAsync<T>(Collection<T> collection, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(documents.Stored.GetValueOrDefault((tenant, collection.Name, id)) as Document<T>);

    public Document<T> Create<T>(Collection<T> collection, T data) => Write(collection, new Document<T>(Guid.CreateVersion7(), 1, data));

    public Document<T> Replace<T>(Collection<T> collection, Document<T> read, T data) =>
        Write(collection, read with { Version = read.Version + 1, Data = data });

    public void Delete<T>(Collection<T> collection, Document<T> read) =>
        _changes.Add(() => documents.Stored.TryRemove((tenant, collection.Name, read.Id), out _));

    public void Publish<T, TData>(Collection<T> collection, Document<T> document, TData data) =>
        throw new NotSupportedException("The small resource of these tests publishes nothing.");

    public Task<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken cancellationToken) =>
        Task.FromResult(documents.EarlyLookUps-- > 0 ? null : documents.Answers.GetValueOrDefault(key));

    public void StoreAnswer(IdempotencyKey key, StoredAnswer answer) => _changes.Add(() => documents.Answers[key] = answer);

    public void Commit() => _changes.ForEach(change => change());

    private Document<T> Write<T>(Collection<T> collection, Document<T> document)
    {
        _changes.Add(() => documents.Stored[(tenant, collection.Name, document.Id)] = document!);
        return document;
    }
}
