using CommonGround.Platform.BuildingBlocks;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Store;

/// <summary>A get of one or many keys. It is no snapshot: the keys are read in any order, with other things in between (commit-log 18).</summary>
internal sealed class ReadCall(Machine machine, IReadOnlyList<string> keys) : StoreCall(machine)
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, StateItem>> _answer = new();
    private readonly Dictionary<string, StateItem> _found = new(StringComparer.Ordinal);
    private int _read;

    public Task<IReadOnlyDictionary<string, StateItem>> Answer => _answer.Task;

    public int Left => keys.Count - _read;

    /// <summary>Reads the next keys; answers after the last one.</summary>
    /// <returns>Whether it is answered.</returns>
    public bool Read(SimulatedStore store, int count)
    {
        for (var last = Math.Min(_read + count, keys.Count); _read < last; _read++)
        {
            if (!IsMissed(keys[_read]) && store.Find(keys[_read]) is { } item)
            {
                _found.Add(keys[_read], item);
            }
        }

        if (Left > 0)
        {
            return false;
        }

        Machine.Post(_ => _answer.TrySetResult(_found), null);
        return true;
    }

    public override void Fail() => Machine.Post(_ => _answer.TrySetException(new StateStoreException("The simulation lets it fail.")), null);

    private bool IsMissed(string key) => Machine.MissesHeartbeats && StoreKey.Parse(key).Kind == KeyKind.Heartbeat;

    public override string ToString() => $"{Machine.Name} get {keys[0]}{(keys.Count > 1 ? $" +{keys.Count - 1}" : "")}";
}
