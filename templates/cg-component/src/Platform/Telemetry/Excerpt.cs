namespace CommonGround.Platform.Telemetry;

/// <summary>The begin of a text that came from outside: a name of megabytes must fill no log and no store.</summary>
internal static class Excerpt
{
    /// <returns>The first so many characters, never half of a surrogate pair, and <paramref name="mark"/> where something is missing.</returns>
    public static string Of(string text, int longest, string mark = "") =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), mark);
}
