using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Stands in for a publisher and the Logboek: it writes what it saw, in order, and is down when the test wants.</summary>
internal sealed class TestConsumer(string name) : IConsumer
{
    public string Name => name;

    /// <summary>The logs in which it can do nothing.</summary>
    public Func<RegisteredLog, bool> IsDown { get; set; } = _ => false;

    /// <summary>Whether it writes to the state with its progress; otherwise it works outside only, as a publisher does.</summary>
    public bool Writes { get; init; } = true;

    /// <summary>What it did outside the store, at least once each.</summary>
    public ConcurrentQueue<(string Log, long Number)> Seen { get; } = [];

    public Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (IsDown(batch.Log))
        {
            throw new InvalidOperationException("The destination is down.");
        }

        var operations = new List<StateOperation>();
        foreach (var (number, entry) in batch.Entries)
        {
            Seen.Enqueue((batch.Log.Id, number));
            // Create-only: what is taken twice is refused.
            operations.Add(StateOperation.Create($"_/seen/{name}/{batch.Log.Id}/{number}", $"{entry.TouchCount()}"));
        }

        return Task.FromResult<Taken?>(new Taken(batch.End, Writes ? operations : []));
    }
}
