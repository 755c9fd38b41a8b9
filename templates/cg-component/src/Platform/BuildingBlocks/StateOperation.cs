namespace CommonGround.Platform.BuildingBlocks;

/// <summary>One operation of a transaction on the state store.</summary>
public sealed record StateOperation
{
    private StateOperation(string key, string? value, StateCondition condition, string? etag, TimeSpan? timeToLive)
    {
        Key = key;
        Value = value;
        Condition = condition;
        ETag = etag;
        TimeToLive = timeToLive;
    }

    public string Key { get; }

    /// <summary>The value to write, or <see langword="null"/> to delete the key.</summary>
    public string? Value { get; }

    public StateCondition Condition { get; }

    /// <summary>The etag that the key must still have, with <see cref="StateCondition.Unchanged"/>.</summary>
    public string? ETag { get; }

    /// <summary>How long the value lives, in whole seconds, or <see langword="null"/> for ever.</summary>
    public TimeSpan? TimeToLive { get; }

    /// <summary>Writes a key that must not exist yet.</summary>
    public static StateOperation Create(string key, string value, TimeSpan? timeToLive = null) =>
        new(key, value, StateCondition.Absent, null, timeToLive);

    /// <summary>Writes a key that must still have <paramref name="etag"/>.</summary>
    public static StateOperation Replace(string key, string value, string etag, TimeSpan? timeToLive = null) =>
        new(key, value, StateCondition.Unchanged, etag, timeToLive);

    /// <summary>Writes a key, whatever it holds.</summary>
    public static StateOperation Write(string key, string value, TimeSpan? timeToLive = null) =>
        new(key, value, StateCondition.None, null, timeToLive);

    /// <summary>Deletes a key that must still have <paramref name="etag"/>.</summary>
    public static StateOperation Delete(string key, string etag) =>
        new(key, null, StateCondition.Unchanged, etag, null);
}
