namespace CommonGround.Tools.Benchmark;

/// <summary>One line of the table: both sides, and the ratio of the component to the bare application.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Component">The component's median.</param>
/// <param name="Bare">The bare application's median.</param>
/// <param name="Aim">What the ratio should be, such as <c>&gt;= 0.85</c>, or empty.</param>
internal sealed record Measure(string Name, string Unit, double Component, double Bare, string Aim)
{
    public double Ratio => Component / Bare;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
