using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// A Rechtspersonen en Samenwerkingsverbanden Informatienummer: nine digits that pass the eleven test (IDN-02). It names an
/// organization, so unlike a <see cref="Bsn"/> it can be printed.
/// </summary>
[JsonConverter(typeof(RsinJsonConverter))]
public readonly record struct Rsin
{
    private readonly string? _value;

    private Rsin(string value) => _value = value;

    /// <exception cref="FormatException">The text is not an RSIN.</exception>
    public static Rsin Parse(string text) =>
        TryParse(text, out var rsin)
            ? rsin
            : throw new FormatException("An RSIN is nine digits that pass the eleven test.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Rsin rsin)
    {
        var passes = text is not null && ElevenTest.Passes(text);
        rsin = passes ? new Rsin(text!) : default;
        return passes;
    }

    /// <summary>The OIN of the organization: register 00000001, the RSIN, and three zeros (IDN-01).</summary>
    /// <exception cref="FormatException">This RSIN was never filled in.</exception>
    public Oin ToOin() => Oin.Parse($"00000001{_value}000");

    public override string ToString() => _value ?? "";
}
