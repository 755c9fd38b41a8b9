using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>What every document was at every step, taken from what landed. No change of one is lost: each version follows the one before.</summary>
internal sealed class History(World world) : IStoreWatcher
{
    private readonly Dictionary<string, List<(int Step, Thing? Thing)>> _documents = [];
    private readonly Dictionary<string, long> _versions = [];
    private readonly List<Place> _places = [];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (StoreKey.Parse(operation.Key) is { Kind: KeyKind.Document } key)
            {
                Note(key, operation);
            }
        }
    }

    /// <summary>A document that is there or was there, mostly a recent one; in a contested run always the first.</summary>
    public Place? Any(Dice dice, Platform.Privacy.Oin tenant)
    {
        var places = _places.Where(p => p.Tenant == tenant).ToList();
        return places.Count == 0 ? null : world.IsContested ? places[0] : dice.Of(dice.Chance(0.4) ? places : [.. places.TakeLast(2)]);
    }

    public IEnumerable<string> Under(string prefix) => _documents.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>What is there now.</summary>
    public IEnumerable<(string Key, Thing Thing)> Present() =>
        _documents.Where(d => d.Value[^1].Thing is not null).Select(d => (d.Key, d.Value[^1].Thing!));

    /// <summary>Whether it was so at any moment since a step.</summary>
    public bool Was(string key, int from, Func<Thing, bool> so) => Since(key, from).Any(thing => thing is not null && so(thing));

    /// <summary>Whether it was so at every moment since a step.</summary>
    public bool WasThroughout(string key, int from, Func<Thing, bool> so) => Since(key, from).All(thing => thing is not null && so(thing));

    private IEnumerable<Thing?> Since(string key, int from)
    {
        if (!_documents.TryGetValue(key, out var versions))
        {
            return [null];
        }

        var first = versions.FindLastIndex(v => v.Step <= from);
        var since = versions.Skip(Math.Max(0, first)).Select(v => v.Thing);
        return first < 0 ? since.Prepend(null) : since;
    }

    private void Note(StoreKey key, StateOperation operation)
    {
        var stored = operation.Value is { } value ? JsonSerializer.Deserialize(value, StateJson.Platform.StoredDocument)! : null;
        var before = _versions.GetValueOrDefault(operation.Key);
        if (stored is not null && stored.Version != before + 1)
        {
            world.Violations.Add($"OVERWRITTEN: {operation.Key} went from version {before} to {stored.Version}");
        }

        _versions[operation.Key] = stored?.Version ?? 0;
        var thing = stored is null ? null : JsonSerializer.Deserialize<Thing>(SimulatedKeys.Peek(stored.Data), StateJson.Data);
        if (!_documents.TryGetValue(operation.Key, out var versions))
        {
            _documents.Add(operation.Key, versions = []);
            _places.Add(key.ToPlace());
        }
        else if (versions[^1].Thing is null && thing is not null)
        {
            world.Violations.Add($"RESURRECTED: {operation.Key} by {thing.Act}");
        }

        versions.Add((world.Trace.Steps, thing));
    }
}
