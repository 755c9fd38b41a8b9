namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// What a tree of the index is about: all documents of a collection, or those with one value of a look-up. It is read from
/// the tree's key, so that any replica can bring a tree up to date from an entry alone.
/// </summary>
internal sealed record IndexTree(string Tenant, string Collection, string? LookUp, string? Mark)
{
    public static IndexTree Parse(string key)
    {
        // {oin}/_index/{collection} or {oin}/_lookup/{collection}/{lookUp}/{number}/{hash}
        var parts = key.Split('/', 5);
        return parts is [var tenant, "_lookup", var collection, var lookUp, var mark]
            ? new IndexTree(tenant, collection, lookUp, mark)
            : new IndexTree(parts[0], parts[2], null, null);
    }

    public string Document(Guid id) => StateKeys.Document(Tenant, Collection, id);

    /// <summary>Whether a document belongs into the tree as it is now.</summary>
    public bool Has(StoredDocument document) => LookUp is null || document.LookUps?.GetValueOrDefault(LookUp) == Mark;
}
