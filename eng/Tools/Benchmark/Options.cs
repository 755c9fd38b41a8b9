using System.Globalization;

namespace CommonGround.Tools.Benchmark;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Only">Some measures, or groups of them by their first word; none for all.</param>
/// <param name="Resources">How many resources are many.</param>
/// <param name="Lines">How many lines of the logs are many.</param>
/// <param name="Json">Whether the results are for machines.</param>
internal sealed record Options(IReadOnlyList<string> Only, int Resources, int Lines, bool Json)
{
    public const int Many = 1_000_000;

    public bool Wants(string name) => Only.Count == 0 || Only.Any(only => Means(only, name));

    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public static Options Parse(string[] args, IReadOnlyCollection<string> names)
    {
        var only = ValueOf(args, "--only")?.Split(',') ?? [];
        if (only.FirstOrDefault(name => !names.Any(known => Means(name, known))) is { } wrong)
        {
            throw new ArgumentException($"There is no measure '{wrong}'. Choose from: {string.Join(", ", names)}.");
        }

        return new Options(only, Number(args, "--resources"), Number(args, "--lines"), args.Contains("--json"));
    }

    private static bool Means(string only, string name) => name == only || name.Split('-')[0] == only;

    private static string? ValueOf(string[] args, string option) =>
        Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string option) =>
        ValueOf(args, option) is not { } text ? Many
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 10_000 ? number
        : throw new ArgumentException($"{option} takes a whole number from 10000 on, not '{text}'.");
}
