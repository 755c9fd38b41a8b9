using System.Globalization;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation;

/// <summary>What <c>eng/simulate.cs</c> runs.</summary>
public static class SimulationCommand
{
    private const string Usage = "dotnet run eng/simulate.cs -- [--seconds 60] [--seed S [--trace]]";

    /// <returns>0 where nothing was broken, 1 where something was, 2 where the arguments are wrong.</returns>
    public static int Execute(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var (seconds, seed, trace) = (60, 1, false);
        for (var i = 0; i < args.Length; i++)
        {
            var number = i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var n) ? n : (int?)null;
            switch (args[i])
            {
                case "--seconds" when number is { } value:
                    (seconds, i) = (value, i + 1);
                    break;
                case "--seed" when number is { } value:
                    (seed, i) = (value, i + 1);
                    break;
                case "--trace":
                    trace = true;
                    break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is not understood. Usage: {Usage}");
                    return 2;
            }
        }

        var alone = trace || (args.Contains("--seed") && !args.Contains("--seconds"));
        return alone ? One(seed, trace) : Many(seed, seconds);
    }

    private static int One(int seed, bool trace)
    {
        var result = Run.Seed(seed, trace);
        Console.WriteLine(result.Violations.Count > 0 || trace ? result.Describe() : $"seed {seed}: {result.Steps} steps, trace {result.Hash}");
        return Conclude(1, result.Violations.Count);
    }

    private static int Many(int first, int seconds)
    {
        var violations = 0;
        var runs = Search.Seeds(first, int.MaxValue, TimeSpan.FromSeconds(seconds), result =>
        {
            violations += result.Violations.Count;
            if (result.Violations.Count > 0)
            {
                Console.WriteLine(result.Describe());
            }

            return true;
        });
        return Conclude(runs, violations);
    }

    private static int Conclude(int runs, int violations)
    {
        Console.WriteLine($"{runs} runs, {violations} violations");
        return violations > 0 ? 1 : 0;
    }
}
