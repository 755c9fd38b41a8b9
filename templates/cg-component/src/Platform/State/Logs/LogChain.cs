using System.Buffers;
using System.Globalization;
using System.Text;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The chain of a log (commit-log 16): each number, whatever it holds, has an HMAC over its exact bytes, its place and the HMAC of the number
/// before, under the organization's numbered key. A plain hash could be computed again by whoever can write the store.
/// </summary>
internal sealed class LogChain(ITenantKeys keys)
{
    /// <summary>What the first number of a log has before it.</summary>
    public const string Nothing = "";

    private const string Purpose = "chain/log";

    /// <summary>Puts a number behind the one before it.</summary>
    /// <param name="entry">What it holds.</param>
    /// <param name="log">In which log.</param>
    /// <param name="number">Under which number.</param>
    /// <param name="before">The HMAC of the number before, or <see cref="Nothing"/>.</param>
    /// <returns>The entry with its HMAC, and both as they are stored.</returns>
    public (Entry Entry, string Stored) Close(Entry entry, string log, long number, string before)
    {
        var text = entry.Text();
        var mac = Compute(keys.Current, text, log, number, before);
        return (entry with { Mac = mac }, $"{text}\n{mac}");
    }

    /// <summary>Whether a number holds exactly what was written there, behind what was before it.</summary>
    /// <param name="stored">What the store has.</param>
    /// <param name="log">In which log.</param>
    /// <param name="number">Under which number.</param>
    /// <param name="before">The HMAC of the number before, or <see cref="Nothing"/>.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that its HMAC names is not at hand.</exception>
    public bool Holds(string stored, string log, long number, string before)
    {
        var end = stored.LastIndexOf('\n');
        var mac = stored.AsSpan(end + 1);
        return end >= 0
            && mac.IndexOf('.') is > 0 and var point
            && int.TryParse(mac[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            && mac.SequenceEqual(Compute(key, stored.AsSpan(0, end), log, number, before));
    }

    /// <summary>The text that was stored, and behind the last line break its HMAC: JSON as it is written here has none of its own.</summary>
    public static (string Text, string? Mac) Divide(string stored)
    {
        var end = stored.LastIndexOf('\n');
        return end < 0 ? (stored, null) : (stored[..end], stored[(end + 1)..]);
    }

    // Over bytes in a rented buffer: an entry may have a megabyte, and a million of them are verified.
    private string Compute(int key, ReadOnlySpan<char> text, string log, long number, string before)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{log}/{number}\n{before}\n");
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(place.Length) + Encoding.UTF8.GetByteCount(text));
        try
        {
            var length = Encoding.UTF8.GetBytes(place, bytes);
            length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
            return string.Create(CultureInfo.InvariantCulture, $"{key}.{keys.Hash(Oin.Organization, key, Purpose, bytes.AsSpan(0, length))}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
