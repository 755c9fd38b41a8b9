using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

internal static class Report
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static void Write(IReadOnlyList<Measure> measures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(measures, Options));
            return;
        }

        Console.WriteLine("| measure | component | bare | unit | ratio | aim |");
        Console.WriteLine("|---|--:|--:|---|--:|---|");
        foreach (var measure in measures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {measure.Name} | {measure.Component:0.##} | {measure.Bare:0.##} | {measure.Unit} | {measure.Ratio:0.00} | {measure.Aim} |"));
        }

        Console.WriteLine();
        Console.WriteLine("The component runs with its rate limit off; the bare application has no authentication. Both commit with synchronous=FULL.");
    }
}
