namespace CommonGround.Tools.Benchmark;

/// <summary>One line of the table of sidecars: what stands beside a stand-in, and what it is compared with.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Beside">The component, or its client, beside a stand-in sidecar.</param>
/// <param name="Peer">The same component embedded, or a bare client beside the same stand-in.</param>
/// <param name="Aim">What the ratio should be, or empty.</param>
internal sealed record Comparison(string Name, string Unit, double Beside, double Peer, string Aim)
{
    public double Ratio => Beside / Peer;
}
