namespace CommonGround.Tools.Benchmark;

/// <summary>What was measured, by the table it belongs to.</summary>
internal sealed class Results
{
    /// <summary>Against the bare application.</summary>
    public List<Measure> Measures { get; } = [];

    /// <summary>Against itself without logging.</summary>
    public List<Comparison> Logging { get; } = [];

    /// <summary>Per request of the component.</summary>
    public List<Count> Counts { get; } = [];

    /// <summary>Per request of the component, embedded and beside a stand-in sidecar.</summary>
    public List<Cost> Costs { get; } = [];

    /// <summary>Beside a stand-in sidecar: only the ratio of these says anything.</summary>
    public List<Comparison> Comparisons { get; } = [];

    /// <summary>Beside a real sidecar.</summary>
    public List<Comparison> Real { get; } = [];

    /// <summary>With many resources against few.</summary>
    public List<Growth> Growths { get; } = [];
}
