using CommonGround.Platform.Events.Notificaties;
using CommonGround.Platform.Events.Outgoing;
using Microsoft.AspNetCore.Builder;

namespace CommonGround.Platform.Events;

internal static class EventsExtensions
{
    /// <summary>Adds what publishing needs; what is published, a component declares with <see cref="PublishExtensions"/>.</summary>
    public static WebApplicationBuilder AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddOutgoingEvents();
        builder.AddNotificaties();
        return builder;
    }
}
