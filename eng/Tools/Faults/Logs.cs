using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Faults;

/// <summary>The logs as the store has them.</summary>
/// <param name="Registered">Not drained.</param>
/// <param name="Drained">Drained, archived or not.</param>
/// <param name="Full">With more numbers than an archived log keeps.</param>
internal sealed record Logs(int Registered, int Drained, int Full)
{
    /// <summary>Before each key of the platform's own space.</summary>
    public const string Prefix = $"{Component.AppId}||_/";

    // Of an archived log the last number before the end stays, and the end (commit-log 11).
    private const int NumbersThatStay = 2;

    /// <param name="rows">The keys of the platform's own space, whole, and the value of the registration.</param>
    public static Logs Of(IEnumerable<(string Key, string? Value)> rows)
    {
        var (registered, drained, numbers) = (0, 0, new Dictionary<string, int>());
        foreach (var (key, value) in rows)
        {
            switch (key[Prefix.Length..].Split('/'))
            {
                case ["registration"]:
                    registered = JsonDocument.Parse(value!).RootElement.GetProperty("logs").GetArrayLength();
                    break;
                case ["drained", var log] when log != "list":
                    drained++;
                    break;
                case [var log, var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    numbers[log] = numbers.GetValueOrDefault(log) + 1;
                    break;
            }
        }

        return new Logs(registered, drained, numbers.Values.Count(n => n > NumbersThatStay));
    }
}
