namespace CommonGround.Platform.Api.Input;

/// <summary>
/// Tells names that the caller made up and that may be repeated in an answer from those that may hold data: a BSN, a name or a
/// letter can be sent as the name of a member or a parameter (PRV-01).
/// </summary>
internal static class PlainName
{
    private const int MaxLength = 40;
    private const int MaxDigits = 3;

    /// <summary>Whether the name is an identifier of ASCII letters, hyphens, underscores and at most three digits.</summary>
    public static bool Is(string name)
    {
        if (name.Length is 0 or > MaxLength || !char.IsAsciiLetter(name[0]))
        {
            return false;
        }

        var digits = 0;
        foreach (var character in name)
        {
            if (char.IsAsciiDigit(character))
            {
                digits++;
            }
            else if (!char.IsAsciiLetter(character) && character is not ('-' or '_'))
            {
                return false;
            }
        }

        return digits <= MaxDigits;
    }
}
