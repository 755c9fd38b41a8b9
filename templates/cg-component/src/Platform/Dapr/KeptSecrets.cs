using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Secrets that were read, each kept for <c>Dapr:SecretLife</c>, so that a new value is seen after it. A failure is not kept, and nothing is
/// given out past that time.
/// </summary>
internal sealed class KeptSecrets(DaprOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, string> Values, long Read)> _kept = new(StringComparer.Ordinal);

    /// <param name="name">The secret.</param>
    /// <param name="read">Asks the sidecar for it.</param>
    /// <exception cref="SecretMissingException">It is empty, which is the same as missing.</exception>
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string name, Func<Task<Dictionary<string, string>>> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.Read) < options.SecretLife)
        {
            return kept.Values;
        }

        // Before it is asked for: what changes while it is under way is seen in time.
        var now = time.GetTimestamp();
        var values = await read();
        // An environment variable that is not set comes as an empty text.
        if (!values.Values.Any(value => value.Length > 0))
        {
            throw new SecretMissingException($"The secret '{name}' is empty in the secret store '{options.SecretStore}' (Dapr:SecretStore). Add it there.");
        }

        _kept[name] = (values, now);
        return values;
    }
}
