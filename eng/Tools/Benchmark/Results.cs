namespace CommonGround.Tools.Benchmark;

/// <summary>What was measured, by the table it belongs to.</summary>
internal sealed class Results
{
    /// <summary>Against the bare application.</summary>
    public List<Measure> Measures { get; } = [];

    /// <summary>Per request of the component.</summary>
    public List<Count> Counts { get; } = [];

    /// <summary>Beside a stand-in sidecar.</summary>
    public List<Comparison> Comparisons { get; } = [];

    /// <summary>With many resources against few.</summary>
    public List<Growth> Growths { get; } = [];
}
