using System.Collections.Concurrent;
using System.Text;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>All places where something of a component comes out, and what came out there.</summary>
internal sealed class CanarySinks
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string What, byte[] Bytes)>> _sinks = new(StringComparer.Ordinal);

    public void Add(string sink, string what, byte[] bytes) => _sinks.GetOrAdd(sink, _ => []).Enqueue((what, bytes));

    public void Add(string sink, string what, string text) => Add(sink, what, Encoding.UTF8.GetBytes(text));

    public bool Has(string sink) => _sinks.ContainsKey(sink);

    /// <returns>Where the number came out, one line each: the sink, what brought it there, and the form with what stands around it.</returns>
    public IReadOnlyList<string> Leaks() =>
        [.. from sink in _sinks
            from part in sink.Value
            let found = Canary.FoundIn(part.Bytes)
            where found is not null
            orderby sink.Key
            select $"{sink.Key}: {part.What} ({found})"];
}
