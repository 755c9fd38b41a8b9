using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

internal static class Report
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static void Write(Results results, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize<object[]>(
                [.. results.Measures, .. results.Logging, .. results.Counts, .. results.Costs, .. results.Growths, .. results.Comparisons, .. results.Real], Options));
            return;
        }

        WriteTable(
            "", "| measure | component | bare | unit | ratio | aim |", "|---|--:|--:|---|--:|---|",
            results.Measures.Select(m => Row($"| {m.Name} | {m.Component:0.##} | {m.Bare:0.##} | {m.Unit} | {m.Ratio:0.00} | {m.Aim} |")));
        WriteTable(
            "", "| measure | with logging | without | unit | ratio | aim |", "|---|--:|--:|---|--:|---|",
            results.Logging.Select(c => Row($"| {c.Name} | {c.Component:0.##} | {c.Peer:0.##} | {c.Unit} | {c.Ratio:0.00} | {c.Aim} |")));
        WriteTable(
            "", "| measure | component | unit | aim |", "|---|--:|---|---|",
            results.Counts.Select(c => Row($"| {c.Name} | {c.Value:0.00} | {c.Unit} | {c.Aim} |")));
        WriteTable(
            "", "| measure | few | many | unit | ratio | aim |", "|---|--:|--:|---|--:|---|",
            results.Growths.Select(g => Row($"| {g.Name} | {g.Few:0.##} | {g.Many:0.##} | {g.Unit} | {g.Ratio:0.00} | {g.Aim} |")));
        WriteTable(
            "", "| measure | embedded | beside a stand-in | unit |", "|---|--:|--:|---|",
            results.Costs.Select(c => Row($"| {c.Name} | {c.Embedded:0.00} | {c.Beside:0.00} | {c.Unit} |")));
        WriteTable(
            "Beside a stand-in sidecar, which is no Dapr: the ratio only.\n\n", "| measure | against | ratio | aim |", "|---|---|--:|---|",
            results.Comparisons.Select(c => Row($"| {c.Name} | {c.Against} | {c.Ratio:0.00} | {c.Aim} |")));
        WriteTable(
            "Beside the sidecar that runs here:\n\n", "| measure | component | against | peer | unit | ratio | aim |", "|---|--:|---|--:|---|--:|---|",
            results.Real.Select(c => Row($"| {c.Name} | {c.Component:0.##} | {c.Against} | {c.Peer:0.##} | {c.Unit} | {c.Ratio:0.00} | {c.Aim} |")));
        Console.WriteLine("The component runs with its rate limit off; the bare application has no authentication. Both commit with synchronous=FULL.");
    }

    private static void WriteTable(string before, string header, string line, IEnumerable<string> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            Console.WriteLine($"{before}{header}\n{line}\n{string.Join('\n', all)}\n");
        }
    }

    private static string Row(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);
}
