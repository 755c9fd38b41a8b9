using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// Makes the ring of what the secret holds now. A number that is new while the component runs opens at once, and is written with only after
/// <c>Privacy:NewKeyDelay</c>: by then every replica has it, so that none meets a document that it cannot open.
/// </summary>
/// <remarks>
/// A replica that starts does not know since when a number is there, and writes with the highest at once: were it to wait, every start would
/// write with a number that is to go, and perhaps just before it goes. Where replicas start within that time after a new number, others may for
/// a moment not open what these wrote. So a number is added while nothing is rolled out.
/// </remarks>
internal sealed class KeyRotation(IOptions<PrivacyOptions> options, TimeProvider time)
{
    private Dictionary<string, string> _secret = [];
    private KeyRing? _ring;
    private (int Number, long Seen) _newest;

    /// <returns>The ring to use, or <see langword="null"/> where it is the one of before.</returns>
    /// <exception cref="FormatException">The secret is no ring of keys; the message names what is wrong, never a value.</exception>
    public KeyRing? Take(IReadOnlyDictionary<string, string> secret)
    {
        var newest = SecretKeys.Read(secret).Keys.Max();
        if (newest != _newest.Number)
        {
            _newest = (newest, time.GetTimestamp());
        }

        var current = _ring is { } ring && secret.ContainsKey($"{ring.Current}") && time.GetElapsedTime(_newest.Seen) < options.Value.NewKeyDelay
            ? ring.Current
            : newest;
        if (current == _ring?.Current && IsSame(secret))
        {
            return null;
        }

        _secret = new Dictionary<string, string>(secret, StringComparer.Ordinal);
        return _ring = new KeyRing(secret, current);
    }

    private bool IsSame(IReadOnlyDictionary<string, string> secret) =>
        secret.Count == _secret.Count && secret.All(key => _secret.TryGetValue(key.Key, out var value) && value == key.Value);
}
