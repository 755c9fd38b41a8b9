using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Receiving;

namespace CommonGround.Platform.State;

/// <summary>One run of a request's decision: what it read, with the store's etags, and what it wants to change.</summary>
/// <param name="tenant">Whose documents.</param>
/// <param name="since">The committer's turn before the first read.</param>
/// <param name="keyNumber">The key number for look-ups, one for the whole request (commit-log 15).</param>
/// <param name="calls">The store.</param>
/// <param name="codec">How documents are stored.</param>
/// <param name="answers">How answers are stored.</param>
/// <param name="identifiers">Where new ids come from.</param>
/// <param name="events">Where events come from; nothing is published without.</param>
/// <param name="accesses">Who is told what is read and changed.</param>
internal sealed class Changes(
    Oin tenant, long since, int keyNumber, StateCalls calls, DocumentCodec codec, AnswerCodec answers, IIdentifiers identifiers,
    IEventSource? events, IChangeAccess? accesses) : IChanges
{
    private readonly Dictionary<string, TrackedDocument> _documents = [];
    private readonly Dictionary<string, StateOperation> _answers = [];
    private readonly List<EntryEvent> _published = [];
    private readonly List<EntryLine> _lines = [];
    private readonly Lock _lock = new();

    public Oin Tenant => tenant;

    /// <summary>What a received event leaves behind in the commit (commit-log 19).</summary>
    public Marks Marks { get; } = new(tenant, calls);

    public async Task<Document<T>?> GetAsync<T>(Collection<T> collection, Guid id, CancellationToken cancellationToken)
    {
        var key = StateKeys.Document(tenant, collection.Name, id);
        if (Find(key) is { } known)
        {
            return (Document<T>?)known.Current;
        }

        if (await Readable.OrUnavailableAsync(calls.GetAsync(key, cancellationToken)) is not { } item)
        {
            return null;
        }

        var stored = DocumentCodec.Parse(item.Value);
        var tracked = new TrackedDocument(key, collection.Name, id, item, stored);
        var document = codec.Read(collection, tenant, id, stored);
        accesses?.Accessed(tenant, collection, document.Data);
        tracked.Show(document);
        lock (_lock)
        {
            _documents.TryAdd(key, tracked);
            return (Document<T>?)_documents[key].Current;
        }
    }

    public Document<T> Create<T>(Collection<T> collection, T data) => Create(collection, identifiers.NewDocument(), data);

    /// <summary>Creates under an id that the content decides, so that what is made twice is there once.</summary>
    public Document<T> Create<T>(Collection<T> collection, Guid id, T data)
    {
        var key = StateKeys.Document(tenant, collection.Name, id);
        var tracked = new TrackedDocument(key, collection.Name, id, null, null);
        lock (_lock)
        {
            _documents.Add(key, tracked);
        }

        return Become(tracked, collection, new Document<T>(id, 1, data));
    }

    public Document<T> Replace<T>(Collection<T> collection, Document<T> read, T data) =>
        Become(Current(collection, read), collection, new Document<T>(read.Id, read.Version + 1, data));

    public void Delete<T>(Collection<T> collection, Document<T> read) => Current(collection, read).Become(null, null);

    public void Publish<T, TData>(Collection<T> collection, Document<T> document, TData data)
    {
        var tracked = Current(collection, document);
        var left = events?.OfDecision(tenant, collection.Name, document.Id, document.Version, data)
            ?? throw new InvalidOperationException($"No event has data of type {typeof(TData).Name}. Declare it in Program.cs with builder.PublishEvent.");
        lock (_lock)
        {
            _published.Add(left);
            tracked.IsPublished = true;
        }
    }

    public async Task<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        var place = AnswerCodec.Key(tenant, key);
        return await Readable.OrUnavailableAsync(calls.GetAsync(place, cancellationToken)) is { } item
            ? answers.Read(tenant, place, item.Value)
            : null;
    }

    public void StoreAnswer(IdempotencyKey key, StoredAnswer answer)
    {
        var operation = answers.Store(tenant, key, answer);
        lock (_lock)
        {
            _answers[operation.Key] = operation;
        }
    }

    /// <summary>Leaves a line of what this change itself is, beside those of what it is for.</summary>
    public void Leave(EntryLine line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    /// <param name="result">What the decision came to, for the lines that it leaves.</param>
    /// <returns>The request to commit, or <see langword="null"/> where nothing changes.</returns>
    public CommitRequest? ToRequest(object? result)
    {
        var operations = _documents.Values.Select(d => d.ToOperation()).OfType<StateOperation>().Concat(_answers.Values).Concat(Marks.Operations).ToList();
        var left = _documents.Values.Select(d => d.ToChange()).OfType<DocumentChange>()
            .Select(change => events?.OfChange(tenant, change)).OfType<EntryEvent>().Concat(_published).ToList();
        if (operations.Count == 0 && left.Count == 0)
        {
            return null;
        }

        var touches = _documents.Values.SelectMany(d => d.Touches(tenant)).ToList();
        IReadOnlyList<EntryLine> lines = [.. _lines, .. accesses?.LinesOf(tenant, keyNumber, result) ?? []];
        return new CommitRequest
        {
            Id = identifiers.NewName(),
            Tenant = tenant,
            Since = since,
            Operations = operations,
            Touches = touches,
            Events = left,
            Lines = lines,
            KeyNumber = keyNumber,
            Size = operations.Sum(SentSize.Of) + touches.Sum(t => SentSize.OfTouch(t.Tree)) + left.Sum(SentSize.OfEvent) + lines.Sum(SentSize.OfLine)
                + SentSize.OfRequestId,
        };
    }

    private TrackedDocument? Find(string key)
    {
        lock (_lock)
        {
            return _documents.GetValueOrDefault(key);
        }
    }

    private TrackedDocument Current<T>(Collection<T> collection, Document<T> read) =>
        Find(StateKeys.Document(tenant, collection.Name, read.Id)) is { } tracked && ReferenceEquals(tracked.Current, read)
            ? tracked
            : throw new InvalidOperationException($"Read document {read.Id} of {collection.Name} with GetAsync of the same changes first: its store etag guards what is decided by it.");

    private Document<T> Become<T>(TrackedDocument tracked, Collection<T> collection, Document<T> document)
    {
        if (tracked.IsPublished)
        {
            throw new InvalidOperationException(
                $"Document {document.Id} of {collection.Name} is replaced after Publish: that event has a version that is never stored. Publish after the last Replace.");
        }

        // What a newer version of the component added would be lost without a word.
        if (tracked.StoredSchema > collection.Schema)
        {
            throw new StateUnavailableException(
                $"Document {document.Id} of {collection.Name} has schema {tracked.StoredSchema}; this version of the component writes {collection.Schema}.");
        }

        accesses?.Accessed(tenant, collection, document.Data);
        tracked.Become(codec.Write(collection, tenant, document.Id, document.Version, document.Data, keyNumber), document);
        return document;
    }
}
