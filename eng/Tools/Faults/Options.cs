using System.Globalization;

namespace CommonGround.Tools.Faults;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(int Rounds, int Seed)
{
    public const string Usage = "Usage: dotnet run eng/faults.cs [-- --rounds N] [--seed S], with N from 1 to 10000.";

    /// <returns>The options, or <see langword="null"/> where the command line is not understood.</returns>
    public static Options? Read(string[] args)
    {
        var options = new Options(100, Random.Shared.Next(1, 1_000_000));
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            options = args[i] switch
            {
                "--rounds" when number is > 0 and <= 10_000 => options with { Rounds = number },
                "--seed" => options with { Seed = number },
                _ => null,
            };
            if (options is null)
            {
                return null;
            }
        }

        return options;
    }
}
