using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Events;

/// <summary>The same subscriptions without a sidecar: the embedded broker delivers.</summary>
public sealed class EmbeddedDeliveryTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    [Fact]
    public async Task An_event_is_handled_and_one_that_is_dropped_is_with_the_dead_letters()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var broker = component.App.Services.GetServices<IEventBroker>().First(offered => offered is not RecordingBroker);

        Assert.Empty(await broker.PublishAsync(
            "zaken",
            [
                new OutgoingEvent("een", ReceivingComponent.Event("een"), null),
                new OutgoingEvent("twee", ReceivingComponent.Event("twee", ("source", "urn:nld:oin:00000001823288444000:systeem:vreemd")), null),
            ],
            TestContext.Current.CancellationToken));

        while ((await component.HandledAsync()).Count == 0 || (await component.LettersAsync(Oin.Organization)).Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["een"], await component.HandledAsync());
        Assert.Contains("TrustedSources", Assert.Single(await component.LettersAsync(Oin.Organization)).Reason, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
