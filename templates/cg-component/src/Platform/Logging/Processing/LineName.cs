using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>The name of a line: whatever it is made from, it is one, and of bounded length (LDV-10).</summary>
internal static class LineName
{
    /// <summary>For an act that nobody named.</summary>
    public const string Unnamed = "Verwerking";

    public const int Longest = 200;

    public static string Of(string? name) => string.IsNullOrWhiteSpace(name) ? Unnamed : Excerpt.Of(name.Trim(), Longest);
}
