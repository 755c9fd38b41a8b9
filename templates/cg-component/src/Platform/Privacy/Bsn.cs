using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// A burgerservicenummer: nine digits that pass the eleven test (IDN-02). It cannot be printed: <see cref="ToString"/> is redacted,
/// and it is never bound from a path or a query (ADR-31, PRV-01). Only a JSON body holds its digits. Hence <see cref="TryRead"/>:
/// what is called <c>TryParse</c> is what minimal APIs bind with.
/// </summary>
[JsonConverter(typeof(BsnJsonConverter))]
[DebuggerDisplay("Bsn (redacted)")]
public readonly struct Bsn : IEquatable<Bsn>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _digits;

    private Bsn(string digits) => _digits = digits;

    /// <summary>Reads nine digits. Eight digits are refused, not padded: a lost zero is the sender's to restore.</summary>
    public static bool TryRead([NotNullWhen(true)] string? text, out Bsn bsn)
    {
        bsn = default;
        if (text is null || !ElevenTest.Passes(text))
        {
            return false;
        }

        bsn = new Bsn(text);
        return true;
    }

    /// <summary>The digits, for a JSON body or a keyed hash. Never pass them to a log, a key, a URL or a message.</summary>
    public string Reveal() => _digits ?? throw new InvalidOperationException("This BSN was never filled in.");

    public bool Equals(Bsn other) => _digits == other._digits;

    public override bool Equals(object? obj) => obj is Bsn other && Equals(other);

    public override int GetHashCode() => _digits?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public static bool operator ==(Bsn left, Bsn right) => left.Equals(right);

    public static bool operator !=(Bsn left, Bsn right) => !left.Equals(right);

    public override string ToString() => "*********";
}
