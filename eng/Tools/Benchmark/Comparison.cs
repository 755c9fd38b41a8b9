namespace CommonGround.Tools.Benchmark;

/// <summary>One line of a table of the component in one form, and in another or something else.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Against">What it is compared with.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Component">The component, or its client.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Aim">What the ratio should be, or empty.</param>
internal sealed record Comparison(string Name, string Against, string Unit, double Component, double Peer, string Aim)
{
    public double Ratio => Component / Peer;
}
