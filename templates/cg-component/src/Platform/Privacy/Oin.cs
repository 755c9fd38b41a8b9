using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// An Organisatie-identificatienummer: 20 digits, of which the first eight name the register (IDN-01). It names a tenant.
/// </summary>
[JsonConverter(typeof(OinJsonConverter))]
public readonly record struct Oin
{
    private readonly string? _value;

    private Oin(string value) => _value = value;

    /// <summary>
    /// Whoever runs the component, where no tenant is concerned. It has the number of no register, so that no tenant is ever taken for it.
    /// </summary>
    internal static Oin Organization { get; } = new("organisatie");

    /// <exception cref="FormatException">The text is not an OIN; the message says why.</exception>
    public static Oin Parse(string text) =>
        TryParse(text, out var oin)
            ? oin
            : throw new FormatException($"'{text}' is not an OIN: 20 digits that begin with a known register, such as 00000001 for an RSIN.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Oin oin)
    {
        oin = default;
        if (text is not { Length: 20 } || !text.All(char.IsAsciiDigit) || !OinRegister.Knows(text))
        {
            return false;
        }

        oin = new Oin(text);
        return true;
    }

    public override string ToString() => _value ?? "";
}
