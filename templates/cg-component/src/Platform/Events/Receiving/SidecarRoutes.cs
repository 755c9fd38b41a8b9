using System.Buffers;
using System.Text.Json;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>
/// What only the sidecar calls: <c>GET /dapr/subscribe</c>, which it asks once, and the routes of the deliveries. They are no part of the
/// API: its strict reading, its limits and its description are not for them.
/// </summary>
internal static class SidecarRoutes
{
    private const string Json = "application/json";

    public static void MapSidecarRoutes(this IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup("");
        routes.ExcludeFromDescription().WithMetadata(AnySize.Metadata).RequireSidecar().DisableRequestTimeout();
        routes.MapGet("/dapr/subscribe", AnswerSubscriptionsAsync);
        routes.MapPost("/events/{topic}", context => DeliverAsync(context, isDeadLetters: false));
        routes.MapPost("/events/{topic}/dead-letters", context => DeliverAsync(context, isDeadLetters: true));
    }

    private static Task AnswerSubscriptionsAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var broker = services.GetRequiredService<IEventBroker>();
        return AnswerAsync(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var subscription in services.GetRequiredService<IEventReceiver>().Subscriptions)
            {
                writer.WriteStartObject();
                writer.WriteString("pubsubname", subscription.DeadLetterTopic is null ? broker.DeadLetterName : broker.Name);
                writer.WriteString("topic", subscription.Topic);
                writer.WriteString("route", subscription.Route);
                if (subscription.DeadLetterTopic is { } deadLetters)
                {
                    writer.WriteString("deadLetterTopic", deadLetters);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static async Task DeliverAsync(HttpContext context, bool isDeadLetters)
    {
        if (context.RequestServices.GetRequiredService<Topics>().Find((string)context.GetRouteValue("topic")!) is not { } topic)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var reading = context.RequestServices.GetRequiredService<DeliveryReader>();
        var received = await reading.ReadAsync(context, checksMediaType: !isDeadLetters);
        var outcome = await context.RequestServices.GetRequiredService<Deliveries>().ReceiveAsync(topic, isDeadLetters, received, context.RequestAborted);
        await AnswerAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", outcome.ToString().ToUpperInvariant());
            writer.WriteEndObject();
        });
    }

    private static Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            write(writer);
        }

        context.Response.ContentType = Json;
        context.Response.ContentLength = body.WrittenCount;
        return context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
