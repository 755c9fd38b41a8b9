using CommonGround.Platform.BuildingBlocks;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Replicas;

/// <summary>An event broker as one replica reaches it: slow, down for a while, forgetful of answers, and there are events that it does not take.</summary>
internal sealed class SimulatedBroker(string replica, World world, Publications publications, BrokerWeather weather, TimeProvider time) : IEventBroker
{
    public string Name => "pubsub";

    public async Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(events, cancellationToken);
        }
        catch (Exception e) when (e is EventBrokerException or OperationCanceledException && events.Count == 1)
        {
            publications.Fail(replica, events[0].Id);
            throw;
        }
    }

    private async Task<IReadOnlyList<RefusedEvent>> TakeAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (weather.Dice.Chance(0.3))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(weather.Dice.Below(2000)), time, cancellationToken);
        }

        if (!world.IsCalm && weather.IsDown(world.Clock.Now))
        {
            throw new EventBrokerException("The broker is down.");
        }

        var refused = events.Where(e => !world.IsCalm && weather.Refuses(e.Id)).Select(e => e.Id).ToHashSet();
        publications.Take(replica, [.. events.Where(e => !refused.Contains(e.Id))]);
        foreach (var id in refused)
        {
            publications.Fail(replica, id);
        }

        if (!world.IsCalm && weather.Dice.Chance(weather.LostAnswers))
        {
            throw new EventBrokerException("The broker's answer got lost.");
        }

        return [.. events.Where(e => refused.Contains(e.Id)).Select(e => new RefusedEvent(e.Id, "It is refused."))];
    }
}
