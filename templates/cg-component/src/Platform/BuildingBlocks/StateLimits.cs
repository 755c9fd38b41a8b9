namespace CommonGround.Platform.BuildingBlocks;

/// <summary>
/// What every state store of the seam refuses before it is asked, because sidecars do not: Dapr takes an empty transaction, a
/// missing key and a key twice, each with 204, and carries out something else than was meant.
/// </summary>
internal static class StateLimits
{
    /// <summary>The longest key, in characters. With the app-id before it a key still fits in MySQL's 255.</summary>
    public const int KeyLength = 200;

    /// <summary>Dapr puts it between app-id and key, and refuses it inside one.</summary>
    public const string Separator = "||";

    /// <exception cref="ArgumentException">The key is empty, too long, contains <see cref="Separator"/>, or is a step in a path.</exception>
    public static void Check(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > KeyLength)
        {
            throw new ArgumentException($"A key has at most {KeyLength} characters; this one has {key.Length}.", nameof(key));
        }

        if (key.Contains(Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException($"A key cannot contain '{Separator}'.", nameof(key));
        }

        if (key is "." or "..")
        {
            throw new ArgumentException($"A key cannot be '{key}': in the path of a request it is none.", nameof(key));
        }
    }

    /// <exception cref="ArgumentException">No operation, a key twice, a wrong key, or a time to live that is not in whole seconds.</exception>
    public static void Check(IReadOnlyList<StateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count == 0)
        {
            throw new ArgumentException("A transaction has at least one operation.", nameof(operations));
        }

        var keys = new HashSet<string>(operations.Count, StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            Check(operation.Key);
            CheckTimeToLive(operation.TimeToLive);
            if (!keys.Add(operation.Key))
            {
                throw new ArgumentException("A transaction has each key once: of two, a store keeps the last.", nameof(operations));
            }
        }
    }

    private static void CheckTimeToLive(TimeSpan? timeToLive)
    {
        if (timeToLive is { } life && (life < TimeSpan.FromSeconds(1) || life.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw new ArgumentException($"A time to live is one or more whole seconds, not {life}.", nameof(timeToLive));
        }
    }
}
