using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.State;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Simulation.Replicas;

/// <summary>What a replica publishes: every change of every thing, as <c>PublishChanges</c> declares it.</summary>
internal static class SimulatedEvents
{
    public static void AddEvents(this IServiceCollection services, string replica, World world, Publications publications, BrokerWeather weather, TimeProvider time)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Component:AppId"] = "simulatie", ["Events:Publisher:BulkEvents"] = $"{weather.BulkEvents}" })
            .Build());
        services.AddSingleton<IEventBroker>(new SimulatedBroker(replica, world, publications, weather, time));
        services.AddSingleton<IDeadLetters>(new SimulatedDeadLetters(replica, world, publications, weather));
        services.AddOutgoingEvents();
        foreach (var things in Thing.Collections)
        {
            services.AddSingleton<ChangeEvents>(new ChangeEvents<Thing, Said>(things, $"nl.simulatie.{things.Name}", Say, things.Name, 1, null));
        }

        services.AddPublisher();
    }

    private static Said Say(Document<Thing> thing) => new(thing.Data.Act);

    private sealed record Said(string Act);
}
