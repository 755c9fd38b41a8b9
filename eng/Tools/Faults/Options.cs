using System.Globalization;

namespace CommonGround.Tools.Faults;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">So many on each ground, and in each at least one <c>kill -9</c>.</param>
/// <param name="Seed">What chooses.</param>
/// <param name="Beside">The grounds, by their names.</param>
internal sealed record Options(int Rounds, int Seed, IReadOnlyList<string> Beside)
{
    public const string Usage =
        "Usage: dotnet run eng/faults.cs [-- --rounds N] [--seed S] [--beside embedded|sidecar], with N from 1 to 10000.";

    public const string Embedded = "embedded";
    public const string Sidecar = "sidecar";

    private static readonly string[] s_grounds = [Embedded, Sidecar];

    /// <returns>The options, or <see langword="null"/> where the command line is not understood.</returns>
    public static Options? Read(string[] args)
    {
        Options? options = new(100, Random.Shared.Next(1, 1_000_000), s_grounds);
        for (var i = 0; i < args.Length && options is not null; i += 2)
        {
            options = i + 1 < args.Length ? options.With(args[i], args[i + 1]) : null;
        }

        return options;
    }

    private Options? With(string name, string value) => name switch
    {
        "--beside" when s_grounds.Contains(value) => this with { Beside = [value] },
        "--rounds" when Number(value) is > 0 and <= 10_000 and var rounds => this with { Rounds = rounds },
        "--seed" when Number(value) is { } seed => this with { Seed = seed },
        _ => null,
    };

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
