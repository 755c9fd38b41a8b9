using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State;

/// <summary>A document that a change read or made: what the store had, and what becomes of it.</summary>
internal sealed class TrackedDocument(string key, string collection, Guid id, StateItem? item, StoredDocument? stored)
{
    private readonly StoredDocument? _stored = stored;
    private StoredDocument? _next = stored;
    private object? _last;
    private bool _changed;

    /// <summary>The document as the change sees it now: a <c>Document&lt;T&gt;</c>, or <see langword="null"/> once deleted.</summary>
    public object? Current { get; private set; }

    /// <summary>An event says its version, so another does not follow it in the same changes.</summary>
    public bool IsPublished { get; set; }

    public int? StoredSchema => _stored?.Schema;

    public void Show(object document) => Current = _last = document;

    public void Become(StoredDocument? next, object? document)
    {
        (_next, Current, _last, _changed) = (next, document, document ?? _last, true);
    }

    /// <summary>The write, or <see langword="null"/> where there is nothing to write: only read, or made and deleted again.</summary>
    public StateOperation? ToOperation() => (_changed, item, _next) switch
    {
        (false, _, _) or (_, null, null) => null,
        (_, null, { } made) => StateOperation.Create(key, Write(made)),
        (_, { } read, null) => StateOperation.Delete(key, read.ETag),
        (_, { } read, { } next) => StateOperation.Replace(key, Write(next), read.ETag),
    };

    /// <summary>What becomes of it, or <see langword="null"/> where there is nothing to write.</summary>
    public DocumentChange? ToChange() => (_changed, _stored, _next) switch
    {
        (false, _, _) or (_, null, null) => null,
        (_, null, { } made) => new DocumentChange(collection, id, made.Version, ChangeKind.Created, _last!),
        (_, { } read, null) => new DocumentChange(collection, id, read.Version + 1, ChangeKind.Deleted, _last!),
        (_, _, { } next) => new DocumentChange(collection, id, next.Version, ChangeKind.Replaced, _last!),
    };

    /// <summary>
    /// What the index has to look at: the collection where the document appears or goes, and for a look-up whose value
    /// changed both the old and the new one (commit-log 14). A change of other data moves nothing.
    /// </summary>
    public IEnumerable<Touch> Touches(Oin tenant)
    {
        if (_stored is null != _next is null)
        {
            yield return new Touch(StateKeys.Index(tenant, collection), id);
        }

        foreach (var (lookUp, mark) in Except(_stored, _next).Concat(Except(_next, _stored)))
        {
            yield return new Touch(StateKeys.LookUp(tenant, collection, lookUp, mark), id);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Except(StoredDocument? one, StoredDocument? other) =>
        one?.LookUps is null ? [] : one.LookUps.Where(l => other?.LookUps?.GetValueOrDefault(l.Key) != l.Value);

    private static string Write(StoredDocument document) => JsonSerializer.Serialize(document, StateJson.Platform.StoredDocument);
}
