using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Verification;

/// <summary>Reads the numbers of a log in bulk, as many at once as are about so many characters: entries have from a hundred to a million.</summary>
/// <param name="calls">The store.</param>
/// <param name="log">The log.</param>
/// <param name="end">Its end, where that is known: nothing is read beyond it.</param>
internal sealed class NumberReader(StateCalls calls, string log, long? end)
{
    private const int First = 16;
    private const int Most = 256;
    private const long MostCharacters = 4 * 1024 * 1024;

    private long _count = First;

    /// <returns>What is stored from a number on, <see langword="null"/> where it is absent; nothing beyond the end.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public Task<IReadOnlyList<string?>> ReadAsync(long from, CancellationToken cancellationToken) =>
        ReadAsync(from, (int)Math.Clamp((end ?? long.MaxValue - 1) - from + 1, 0, _count), cancellationToken);

    /// <inheritdoc cref="ReadAsync(long, CancellationToken)"/>
    public async Task<IReadOnlyList<string?>> ReadAsync(long from, int count, CancellationToken cancellationToken)
    {
        var keys = new string[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = StateKeys.Entry(log, from + i);
        }

        var items = await calls.GetManyAsync(keys, cancellationToken);
        var (values, characters) = (new string?[count], 1L);
        for (var i = 0; i < count; i++)
        {
            values[i] = items.TryGetValue(keys[i], out var item) ? item.Value : null;
            characters += values[i]?.Length ?? 0;
        }

        _count = Math.Clamp(MostCharacters * count / characters, 1, Most);
        return values;
    }
}
