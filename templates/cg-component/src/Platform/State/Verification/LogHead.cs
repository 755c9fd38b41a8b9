using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CommonGround.Platform.State.Verification;

/// <summary>
/// How far a log was when somebody outside the store was told (commit-log 16): it must still hold that number, and what is before it. It is
/// written <c>{log}:{number}:{mac}</c> and is no secret.
/// </summary>
/// <param name="Log">The log's id.</param>
/// <param name="Number">Its last number at that moment.</param>
/// <param name="Mac">The HMAC of that number: <c>{key number}.{43 characters of base64url}</c>.</param>
public sealed partial record LogHead(string Log, long Number, string Mac)
{
    /// <summary>Reads one as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="head">The head, where it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LogHead? head)
    {
        head = text is not null && Whole().Match(text) is { Success: true } match ? Read(match) : null;
        return head is not null;
    }

    /// <summary>All heads in a text, such as a line of the component's own log.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<LogHead> FindAll(string text) => Anywhere().Matches(text).Select(Read).OfType<LogHead>();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Log}:{Number}:{Mac}");

    private static LogHead? Read(Match match) =>
        long.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LogHead(match.Groups["log"].Value, number, match.Groups["mac"].Value)
            : null;

    [GeneratedRegex(@"^(?<log>[A-Za-z0-9]{1,64}):(?<number>[0-9]{1,18}):(?<mac>[0-9]{1,9}\.[\w-]{43})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<![\w:.-])(?<log>[A-Za-z0-9]{1,64}):(?<number>[0-9]{1,18}):(?<mac>[0-9]{1,9}\.[\w-]{43})(?![\w-])", RegexOptions.ExplicitCapture)]
    private static partial Regex Anywhere();
}
