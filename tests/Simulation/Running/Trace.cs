namespace CommonGround.Simulation.Running;

/// <summary>What happened, in order. The hash stands for all of it: two runs of one seed have the same.</summary>
internal sealed class Trace(bool all)
{
    private const int Last = 80;

    private readonly Queue<string> _lines = [];
    private ulong _hash = 14695981039346656037;

    public string Hash => _hash.ToString("x16", null);

    public int Steps { get; private set; }

    public IEnumerable<string> Lines => _lines;

    public bool KeepsAll => all;

    public void Step() => Steps++;

    /// <summary>Something that explains, and is not part of what happened.</summary>
    public void Comment(string line) => Keep($"      {line}");

    public void Add(string line)
    {
        foreach (var character in line)
        {
            _hash = (_hash ^ character) * 1099511628211;
        }

        Keep(line);
    }

    private void Keep(string line)
    {
        _lines.Enqueue($"{Steps,5} {line}");
        if (!all && _lines.Count > Last)
        {
            _lines.Dequeue();
        }
    }
}
