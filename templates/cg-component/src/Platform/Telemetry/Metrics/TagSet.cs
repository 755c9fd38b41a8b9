namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>The tags of a series, as measured or in the order of their names.</summary>
internal sealed class TagSet
{
    private readonly KeyValuePair<string, object?>[] _tags;

    private TagSet(KeyValuePair<string, object?>[] tags, bool isSorted)
    {
        _tags = tags;
        IsSorted = isSorted;
    }

    /// <summary>The series of all that comes when there are too many (OpenTelemetry's name for it).</summary>
    public static TagSet Overflow { get; } = new([new("otel.metric.overflow", "true")], isSorted: true);

    public bool IsSorted { get; }

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;

    public static TagSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = tags.ToArray();
        return new TagSet(copy, IsInOrder(copy));
    }

    public TagSet Sorted() =>
        IsSorted ? this : new TagSet([.. _tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)], isSorted: true);

    private static bool IsInOrder(KeyValuePair<string, object?>[] tags)
    {
        for (var i = 1; i < tags.Length; i++)
        {
            if (string.CompareOrdinal(tags[i - 1].Key, tags[i].Key) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
