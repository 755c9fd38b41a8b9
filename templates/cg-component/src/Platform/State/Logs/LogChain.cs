using System.Globalization;
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
        var (text, mac) = Divide(stored);
        return mac?.Split('.') is [var key, _]
            && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && Compute(used, text, log, number, before) == mac;
    }

    /// <summary>The text that was stored, and behind the last line break its HMAC: JSON as it is written here has none of its own.</summary>
    public static (string Text, string? Mac) Divide(string stored)
    {
        var end = stored.LastIndexOf('\n');
        return end < 0 ? (stored, null) : (stored[..end], stored[(end + 1)..]);
    }

    private string Compute(int key, string text, string log, long number, string before) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{key}.{keys.Hash(Oin.Organization, key, Purpose, $"{log}/{number}\n{before}\n{text}")}");
}
