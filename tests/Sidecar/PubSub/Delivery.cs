using System.Net;
using System.Text.Json;
using CommonGround.Sidecar.App;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.PubSub;

/// <summary>One event on its way to the component: its tries, and what becomes of it.</summary>
internal sealed class Delivery(SidecarOptions options, Subscription subscription, AppConnection app)
{
    private readonly RetryPolicy? _inbound = options.InboundOf.GetValueOrDefault(subscription.Broker.Name) ?? options.Inbound;

    /// <returns>What the last try gave.</returns>
    /// <exception cref="OperationCanceledException">The sidecar ended meanwhile.</exception>
    public async Task<DeliveryResult> RunAsync(BrokerMessage message, CancellationToken end)
    {
        for (var number = 1; ; number++)
        {
            await app.Health.UntilHealthyAsync(end);
            var result = await TryAsync(message, end);
            if (result != DeliveryResult.Failed || _inbound is null || number > _inbound.Retries)
            {
                return result;
            }

            await Task.Delay(_inbound.PauseAfter(number), options.Time, end);
        }
    }

    private async Task<DeliveryResult> TryAsync(BrokerMessage message, CancellationToken end)
    {
        using var timeout = new CancellationTokenSource(_inbound?.Timeout ?? Timeout.InfiniteTimeSpan, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, timeout.Token);
        try
        {
            using var request = Request(message);
            using var answer = await app.Channel.SendAsync(request, either.Token);
            return await ReadAsync(answer, either.Token);
        }
        catch (HttpRequestException)
        {
            return DeliveryResult.Failed;
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return DeliveryResult.Failed;
        }
    }

    private HttpRequestMessage Request(BrokerMessage message)
    {
        var path = subscription.RouteOf(message.Type) ?? "/";
        var request = new HttpRequestMessage(HttpMethod.Post, app.Channel.Address(path.StartsWith('/') ? path : $"/{path}"))
        {
            Content = new ByteArrayContent(message.Raw ? Envelope.OfRaw(message.Payload, subscription) : message.Payload),
        };
        request.Content.Headers.ContentType = new("application/cloudevents+json");
        request.Headers.TryAddWithoutValidation("Pubsubname", subscription.Broker.Name);
        if (message.Trace is { } trace)
        {
            request.Headers.TryAddWithoutValidation("Traceparent", new Trace(trace, "").Next().Header);
        }

        if (subscription.Broker.Behaviour.PassesMetadata)
        {
            foreach (var (name, value) in message.Metadata)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private static async Task<DeliveryResult> ReadAsync(HttpResponseMessage answer, CancellationToken end)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return DeliveryResult.Dropped;
        }

        if (!answer.IsSuccessStatusCode)
        {
            return DeliveryResult.Failed;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(end);
        return body.Length == 0 ? DeliveryResult.Success : Read(body);
    }

    private static DeliveryResult Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var status = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("status", out var given) ? given.ToString() : "";
            return status switch
            {
                "SUCCESS" or "" => DeliveryResult.Success,
                "DROP" => DeliveryResult.Dropped,
                _ => DeliveryResult.Failed,
            };
        }
        catch (JsonException)
        {
            return DeliveryResult.Failed;
        }
    }
}
