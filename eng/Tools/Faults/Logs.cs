using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Faults;

/// <summary>The logs as the store has them while one replica runs, which writes one of its own.</summary>
/// <param name="Left">Registered, and not the last one that was: not drained.</param>
/// <param name="Drained">Drained, archived or not.</param>
/// <param name="Full">Of those, with more numbers than an archived log keeps.</param>
internal sealed record Logs(int Left, int Drained, int Full)
{
    /// <summary>Before each key of the platform's own space.</summary>
    public const string Prefix = $"{Component.AppId}||_/";

    /// <summary>Behind all of them.</summary>
    public const string Behind = $"{Component.AppId}||_0";

    // Of an archived log the last number before the end stays, and the end (commit-log 11).
    private const int NumbersThatStay = 2;

    public int Unfinished => Left + Full;

    /// <param name="rows">The keys of the platform's own space, whole, and the value of the registration.</param>
    public static Logs Of(IEnumerable<(string Key, string? Value)> rows)
    {
        var (registered, drained, numbers) = (new HashSet<string>(), 0, new Dictionary<string, int>());
        foreach (var (key, value) in rows)
        {
            switch (key[Prefix.Length..].Split('/'))
            {
                case ["registration"]:
                    registered.UnionWith(JsonDocument.Parse(value!).RootElement.GetProperty("logs").EnumerateArray().Select(log => log.GetProperty("id").GetString()!));
                    break;
                case ["drained", var log] when log != "list":
                    drained++;
                    break;
                case [var log, var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    numbers[log] = numbers.GetValueOrDefault(log) + 1;
                    break;
            }
        }

        return new Logs(Math.Max(0, registered.Count - 1), drained, numbers.Count(log => log.Value > NumbersThatStay && !registered.Contains(log.Key)));
    }
}
