using CommonGround.Platform.State.Consuming;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Replicas;

/// <summary>Stands in for a publisher and the Logboek: what it does is done outside the store, takes time, and fails at times.</summary>
internal sealed class SimulatedConsumer(World world, TimeProvider time) : IConsumer
{
    public string Name => Deliveries.Consumer;

    public async Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var taken = 0;
        for (; taken < batch.Entries.Count && (taken == 0 || !world.Dice.Chance(0.3)); taken++)
        {
            if (!world.IsCalm && world.Dice.Chance(world.Weather.FailedDeliveries))
            {
                throw new InvalidOperationException("The destination is down.");
            }

            world.Deliveries.Deliver(batch.Log.Id, batch.Entries[taken]);
            if (world.Dice.Chance(0.2))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(world.Dice.Below(2000)), time, cancellationToken);
            }
        }

        var next = taken < batch.Entries.Count ? batch.Entries[taken].Number : batch.Entries[^1].Number + 1;
        return new Taken(new Platform.State.Logs.Progress(next, 0), []);
    }
}
