using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Events;

/// <summary>State with a publisher to a test's broker; the changes of <see cref="Request.All"/> are published.</summary>
internal static class EventHost
{
    public static Task<StateHost> StartAsync(
        FaultyStore store, IEventBroker broker, TestDeadLetters? letters = null, TestKeys? keys = null, params (string Name, string Value)[] settings) =>
        StateHost.StartAsync(store, services => Add(services, broker, letters ?? new TestDeadLetters()), keys, settings);

    public static void Add(IServiceCollection services, IEventBroker broker, IDeadLetters letters)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Component:AppId", (string?)"proef-register")]).Build());
        services.AddSingleton(broker);
        services.AddSingleton(letters);
        services.AddOutgoingEvents();
        services.AddSingleton<ChangeEvents>(new ChangeEvents<Request, Said>(
            Request.All, "nl.voorbeeld.aanvraag", document => new Said(document.Data.Name), "aanvragen", 1, null));
        services.AddSingleton<EventDeclaration>(new EventDeclaration<Decided>("nl.voorbeeld.aanvraag.toegewezen.v2", "besluiten", new Uri("https://voorbeeld.nl/toegewezen.json")));
        services.AddPublisher();
    }

    /// <summary>What the events of changes say.</summary>
    internal sealed record Said(string Name);

    /// <summary>What the event of a decision says.</summary>
    internal sealed record Decided(string To);
}
