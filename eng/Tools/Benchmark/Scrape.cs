using System.Globalization;

namespace CommonGround.Tools.Benchmark;

/// <summary>What a component says of itself on <c>/metrics</c>, at one moment.</summary>
internal sealed class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    private Scrape(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line is [not '#', ..]))
        {
            var (brace, space) = (line.IndexOf('{', StringComparison.Ordinal), line.LastIndexOf(' '));
            _samples.Add((line[..brace], line[brace..space], double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)));
        }
    }

    public static async Task<Scrape> OfAsync(Server server) => new(await server.Http.GetStringAsync(new Uri(server.Management, "/metrics")));

    /// <summary>The sum over all series of a name whose labels have a text in them; 0 where there is none.</summary>
    public double Sum(string name, string label = "") =>
        _samples.Where(s => s.Name == name && s.Labels.Contains(label, StringComparison.Ordinal)).Sum(s => s.Value);
}
