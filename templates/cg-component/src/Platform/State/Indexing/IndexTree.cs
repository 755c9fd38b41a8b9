namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// What a tree of the index is about: all documents of a collection, those with one value of a look-up, or a person's processing lines of
/// one month. It is read from the tree's key, so that any replica can bring a tree up to date from an entry alone.
/// </summary>
internal sealed record IndexTree(string Tenant, string Collection, string? LookUp, string? Mark)
{
    public static IndexTree Parse(string key)
    {
        // {oin}/_index/{collection}, {oin}/_lookup/{collection}/{lookUp}/{number}/{hash} or {oin}/_lookup/_log/{month}/{number}/{hash}
        var parts = key.Split('/', 5);
        return parts is [var tenant, "_lookup", var collection, var lookUp, var mark]
            ? new IndexTree(tenant, collection, lookUp, mark)
            : new IndexTree(parts[0], parts[2], null, null);
    }

    /// <summary>Whether its ids are references to log lines: they have no document, so they are added and never compared.</summary>
    public bool IsOfLines => Collection == StateKeys.LinesCollection;

    public string Document(Guid id) => StateKeys.Document(Tenant, Collection, id);

    /// <summary>Whether a document belongs into the tree as it is now.</summary>
    public bool Has(StoredDocument document) => LookUp is null || document.LookUps?.GetValueOrDefault(LookUp) == Mark;
}
