namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The id of a log: 55 random bits as 11 characters of Crockford's base 32, few enough that a reference to a line holds them (commit-log 14).
/// </summary>
internal static class LogName
{
    /// <summary>How many bits it stands for.</summary>
    public const int Bits = 55;

    private const int BitsPerCharacter = 5;

    // Without I, L, O and U, which are taken for others.
    private const string Characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="value">Its lowest <see cref="Bits"/> bits count.</param>
    public static string Write(ulong value) => string.Create(Bits / BitsPerCharacter, value, static (text, left) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, left >>= BitsPerCharacter)
        {
            text[i] = Characters[(int)(left % (ulong)Characters.Length)];
        }
    });

    /// <exception cref="FormatException">It is not what <see cref="Write"/> makes.</exception>
    public static ulong Read(string name)
    {
        var value = 0UL;
        foreach (var character in name.Length == Bits / BitsPerCharacter ? name : "-")
        {
            var digit = Characters.IndexOf(character, StringComparison.Ordinal);
            value = digit >= 0
                ? (value << BitsPerCharacter) | (uint)digit
                : throw new FormatException($"'{name}' is not the id of a log: {Bits / BitsPerCharacter} characters of {Characters}.");
        }

        return value;
    }
}
