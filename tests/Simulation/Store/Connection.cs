using CommonGround.Platform.BuildingBlocks;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Store;

/// <summary>The seam of one replica: it only leaves its calls with the store.</summary>
internal sealed class Connection(Machine machine, World world) : IStateStore
{
    public async Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync([key])).GetValueOrDefault(key);

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        string[] any = [.. keys];
        world.Dice.Shuffle(any);
        return ReadAsync(any);
    }

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        StateLimits.Check(operations);
        var call = new WriteCall(machine, [.. operations], world.Clock.Now);
        world.SendRules.Sent(operations);
        world.Store.Calls.Add(call);
        return call.Answer;
    }

    private Task<IReadOnlyDictionary<string, StateItem>> ReadAsync(string[] keys)
    {
        Array.ForEach(keys, StateLimits.Check);
        var call = new ReadCall(machine, keys);
        world.Store.Calls.Add(call);
        return call.Answer;
    }
}
