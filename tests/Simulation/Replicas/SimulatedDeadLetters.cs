using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Replicas;

/// <summary>Where a replica puts events aside; at times it cannot.</summary>
internal sealed class SimulatedDeadLetters(string replica, World world, Publications publications, BrokerWeather weather) : IDeadLetters
{
    public Task PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (!world.IsCalm && weather.Dice.Chance(0.2))
        {
            throw new StateUnavailableException("The letter cannot be put now.");
        }

        publications.PutAside(replica, letter.Id);
        return Task.CompletedTask;
    }
}
