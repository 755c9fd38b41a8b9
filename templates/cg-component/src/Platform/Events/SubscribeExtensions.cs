using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Events;

/// <summary>How a component listens to events of others: a line for each type.</summary>
public static class SubscribeExtensions
{
    /// <summary>Handles the events of one type. Each is handled once in effect, however often it is delivered.</summary>
    /// <param name="app">The component, or a group of its routes, before it starts.</param>
    /// <param name="topic">The topic, such as <c>zaken</c>.</param>
    /// <param name="type">The type, such as <c>nl.voorbeeld.zaak.afgesloten.v1</c> (EVT-04).</param>
    /// <param name="handler">What the component does with such an event.</param>
    /// <param name="tenant">Which tenant an event belongs to.</param>
    /// <param name="which">Whether every event counts, or only the newest of a subject.</param>
    /// <param name="activity">
    /// What it uses personal data for: a key of <c>processing-activities.json</c>. Without it the handler can use no data about persons, and
    /// <typeparamref name="T"/> has no <see cref="Privacy.Bsn"/> in it.
    /// </param>
    /// <param name="marksLive">
    /// Only where the publisher's <c>time</c> is not the moment of sending, such as the day that something happened: for how long a repetition
    /// is known instead of <c>State:MarkLife</c>, in whole seconds. The age of an event does not count then.
    /// </param>
    /// <exception cref="ArgumentException">The topic, the type or the time cannot be used, or the type has a handler already.</exception>
    /// <exception cref="StartupRefusedException">
    /// The tenant does not fit the component's tenancy, there is no such activity, or none is named and the data can be about persons.
    /// </exception>
    public static IEndpointRouteBuilder Subscribe<T>(
        this IEndpointRouteBuilder app, string topic, string type, ReceivedEventHandler<T> handler, EventTenant tenant, WhichEvents which, string? activity = null,
        TimeSpan? marksLive = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(tenant);
        if (marksLive is { } life && (life < TimeSpan.FromDays(1) || life > TimeSpan.FromDays(3660) || life.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw new ArgumentException($"Marks live from a day to ten years, in whole seconds, not {life}.", nameof(marksLive));
        }

        if (activity is null && SubjectsOf<T>.Finder.FindsAny)
        {
            throw new StartupRefusedException(
                $"The subscription to {type} of {topic} takes {typeof(T).Name}, in which a Bsn stands, and says nowhere what the data is used for. Name a key of " +
                $"{ProcessingActivities.FileName} as its activity, or leave the Bsn out of that type (LDV-18).");
        }

        app.ServiceProvider.GetRequiredService<TenantOfEvents>().Check(tenant, type);
        var purpose = activity is null ? null : app.ServiceProvider.GetRequiredService<ProcessingActivities>().Find(activity, $"The subscription to {type}");
        app.ServiceProvider.GetRequiredService<Topics>().Add(
            topic, type, new TypedSubscription<T>(handler) { Type = type, Tenant = tenant, Which = which, Activity = purpose, MarkLife = marksLive });
        return app;
    }

    /// <summary>Leaves the events of one type be. Without it events that nothing subscribes to go to the dead letters: none is lost unseen.</summary>
    /// <param name="app">The component, or a group of its routes, before it starts.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="type">The type.</param>
    /// <exception cref="ArgumentException">The topic or the type cannot be used, or the type has a handler.</exception>
    public static IEndpointRouteBuilder Ignore(this IEndpointRouteBuilder app, string topic, string type)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.ServiceProvider.GetRequiredService<Topics>().Add(topic, type, null);
        return app;
    }
}
