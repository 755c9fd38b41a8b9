namespace CommonGround.Simulation.Running;

/// <summary>What a run broke. A run goes on after a violation: several together say more.</summary>
internal sealed class Violations(Trace trace)
{
    private const int Most = 20;

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    /// <summary>Notes a violation; each once.</summary>
    public void Add(string violation)
    {
        trace.Add($"VIOLATION {violation}");
        if (_found.Count < Most && !_found.Contains(violation))
        {
            _found.Add(violation);
        }
    }
}
