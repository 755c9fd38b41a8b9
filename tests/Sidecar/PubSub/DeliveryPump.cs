using CommonGround.Sidecar.App;

namespace CommonGround.Sidecar.PubSub;

/// <summary>Delivers the events of one subscription, several at once, so that their order is not kept.</summary>
internal sealed class DeliveryPump(SidecarOptions options, Subscription subscription, AppConnection app)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly PubSubComponent _broker = subscription.Broker;
    private readonly ConsumerGroup _group = subscription.Broker.Group(subscription.Topic, options.AppId);
    private readonly Delivery _delivery = new(options, subscription, app);

    public async Task RunAsync(CancellationToken end)
    {
        using var places = new SemaphoreSlim(_broker.Concurrency);
        try
        {
            while (true)
            {
                await WaitAsync(end);
                await places.WaitAsync(end);
                _ = DeliverAsync(await NextAsync(places, end), places, end);
            }
        }
        finally
        {
            // What is under way gives its event back before the sidecar is gone.
            for (var place = 0; place < _broker.Concurrency; place++)
            {
                await places.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task WaitAsync(CancellationToken end)
    {
        await app.Health.UntilHealthyAsync(end);
        while (_broker.Down)
        {
            await Task.Delay(s_look, end);
        }
    }

    private async Task<BrokerMessage> NextAsync(SemaphoreSlim places, CancellationToken end)
    {
        try
        {
            return await _group.NextAsync(end);
        }
        catch (OperationCanceledException)
        {
            places.Release();
            throw;
        }
    }

    private async Task DeliverAsync(BrokerMessage message, SemaphoreSlim places, CancellationToken end)
    {
        await using var claims = Claims(message);
        try
        {
            Settle(message, await _delivery.RunAsync(message, end));
        }
        catch (OperationCanceledException)
        {
            _group.Return(message);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Whoever is slower than the broker waits gets the event again, beside the delivery that goes on.</summary>
    private ITimer? Claims(BrokerMessage message) => _broker.Behaviour.Reclaims && message.IsFirstDelivery()
        ? options.Time.CreateTimer(_ => _group.Add(message), null, _broker.ProcessingTimeout, _broker.ProcessingTimeout)
        : null;

    private void Settle(BrokerMessage message, DeliveryResult result)
    {
        if (result != DeliveryResult.Success && subscription.DeadLetterTopic is { } topic)
        {
            _broker.Publish(topic, message);
        }
        else if (result == DeliveryResult.Failed && _broker.Behaviour.RepeatsForEver)
        {
            _group.Return(message);
            return;
        }

        _group.Settle();
    }
}
