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

    /// <summary>The bound of a histogram's bucket below which a part of its values lie: no value of that part is larger.</summary>
    /// <param name="name">The histogram.</param>
    /// <param name="before">What it held earlier, which does not count.</param>
    /// <param name="part">From 0 to 1.</param>
    public double Bound(string name, Scrape before, double part)
    {
        var buckets = Buckets(name).Zip(before.Buckets(name), (now, then) => (now.Bound, Count: now.Count - then.Count)).ToList();
        return buckets.First(bucket => bucket.Count >= part * buckets[^1].Count).Bound;
    }

    private IReadOnlyList<(double Bound, double Count)> Buckets(string name) =>
        [.. _samples.Where(s => s.Name == $"{name}_bucket")
            .GroupBy(s => s.Labels.Split("le=\"")[1].Split('"')[0])
            .Select(group => (group.Key == "+Inf" ? double.PositiveInfinity : double.Parse(group.Key, CultureInfo.InvariantCulture), group.Sum(s => s.Value)))
            .OrderBy(bucket => bucket.Item1)];

    /// <summary>The sum over all series of a name whose labels have a text in them; 0 where there is none.</summary>
    public double Sum(string name, string label = "") =>
        _samples.Where(s => s.Name == name && s.Labels.Contains(label, StringComparison.Ordinal)).Sum(s => s.Value);
}
