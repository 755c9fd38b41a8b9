using CommonGround.Platform.BuildingBlocks;
using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Store;

/// <summary>A transaction on its way. It may land although its caller gave up.</summary>
internal sealed class WriteCall(Machine machine, IReadOnlyList<StateOperation> operations, DateTimeOffset sent) : StoreCall(machine)
{
    private readonly TaskCompletionSource<bool> _answer = new();

    public Task<bool> Answer => _answer.Task;

    public DateTimeOffset Sent => sent;

    public IReadOnlyList<StateOperation> Operations => operations;

    public void Tell(bool acknowledged) => Machine.Post(_ => _answer.TrySetResult(acknowledged), null);

    public override void Fail() => Tell(false);

    public override string ToString() =>
        $"{Machine.Name} put {string.Join(' ', operations.Select(o => $"{Sign(o)}{o.Key}"))}";

    private static char Sign(StateOperation operation) => (operation.Value, operation.Condition) switch
    {
        (null, _) => '-',
        (_, StateCondition.Absent) => '+',
        (_, StateCondition.Unchanged) => '=',
        _ => '!',
    };
}
