using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>Two whole components on one file: what one publishes the other handles, through the handlers and the dead letters of the platform.</summary>
public sealed class WholeComponentTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_publishes_the_other_handles_once()
    {
        await using var receiver = await ReceivingComponent.StartAsync(_folder);
        await using var publisher = await EventHost.StartAsync(_folder.StateFile, "zaakregister");

        await PublishAsync(publisher, "1");
        await PublishAsync(publisher, "1");
        await PublishAsync(publisher, "2");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1", "2"], (await receiver.HandledAsync()).Order());
        Assert.Empty(await receiver.LettersAsync());
    }

    [Fact]
    public async Task What_cannot_be_used_is_found_among_the_dead_letters()
    {
        await using var receiver = await ReceivingComponent.StartAsync(_folder, ("Embedded:Events:Tries", "2"), ("Embedded:Events:FirstPause", "00:00:00.01"));
        receiver.Answer = received => received.Data.Zaak == "weg" ? EventAnswer.Drop("Onbruikbaar.") : EventAnswer.Retry("Nu niet.");
        await using var publisher = await EventHost.StartAsync(_folder.StateFile, "zaakregister");

        await PublishAsync(publisher, "weg");
        await PublishAsync(publisher, "mislukt");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Empty(await receiver.HandledAsync());
        Assert.Equal(["mislukt Nu niet.", "weg Onbruikbaar."], (await receiver.LettersAsync()).Select(letter => $"{letter.Id} {letter.Reason}").Order());
    }

    [Fact]
    public async Task A_command_beside_the_component_listens_to_nothing_and_takes_none_of_its_events()
    {
        await using (var publisher = await EventHost.StartAsync(_folder.StateFile, "zaakregister"))
        {
            // Before the component has ever served, nobody listens: so it must be after the command too.
            Assert.Equal(0, (await ReceivingComponent.CommandAsync(_folder, "list")).Code);
            await PublishAsync(publisher, "voor niemand");
            Assert.Equal((0, 0), EventHost.Kept(_folder.StateFile));

            await (await ReceivingComponent.StartAsync(_folder)).DisposeAsync();
            await PublishAsync(publisher, "1");
        }

        Assert.Equal(0, (await ReceivingComponent.CommandAsync(_folder, "list")).Code);

        Assert.Equal((1, 1), EventHost.Kept(_folder.StateFile));
        await using var receiver = await ReceivingComponent.StartAsync(_folder);
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));
        Assert.Equal(["1"], await receiver.HandledAsync());
    }

    private static Task<IReadOnlyList<RefusedEvent>> PublishAsync(EventHost publisher, string id) =>
        publisher.Broker.PublishAsync("zaken", [new(id, ReceivingComponent.Event(id), null)], Cancel);
}
