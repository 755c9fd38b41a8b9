using System.Collections.Concurrent;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>What the Logboek wrote. A line that comes again is the same line, and has to say the same.</summary>
internal sealed class ReceivedLines
{
    private readonly ConcurrentDictionary<string, ReceivedLine> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _wrong = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _traces = new(StringComparer.Ordinal);
    private int _repeated;

    /// <summary>How many lines there are, each counted once.</summary>
    public int Count => _lines.Count;

    /// <summary>How often a line came again.</summary>
    public int Repeated => _repeated;

    /// <summary>What is wrong with lines.</summary>
    public ICollection<string> Wrong => _wrong.Values;

    public bool HasTrace(string traceId) => _traces.ContainsKey(traceId);

    public void Add(ReceivedLine line)
    {
        var there = _lines.GetOrAdd(line.Id, line);
        _traces[line.TraceId] = true;
        if (!ReferenceEquals(there, line))
        {
            Interlocked.Increment(ref _repeated);
        }

        if (there.Content != line.Content)
        {
            _wrong[line.Id] = $"{line.Id} came twice, and says something else";
        }
        else if (line.Fault is { } fault)
        {
            _wrong[line.Id] = $"{line.Id} {fault}";
        }
    }
}
