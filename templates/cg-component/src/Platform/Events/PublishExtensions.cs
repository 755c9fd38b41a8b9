using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Events;

/// <summary>What a component publishes, one line per resource or per event.</summary>
public static class PublishExtensions
{
    /// <summary>
    /// Publishes every change of a collection in the commit that makes it: <c>{type}.aangemaakt.v1</c>, <c>{type}.gewijzigd.v1</c> and
    /// <c>{type}.verwijderd.v1</c>.
    /// </summary>
    /// <param name="builder">The component.</param>
    /// <param name="collection">Which collection.</param>
    /// <param name="type">What the events are about, in reverse DNS: <c>nl.voorbeeld.aanvraag</c> (EVT-04).</param>
    /// <param name="data">
    /// What the events say about a document: references and what a subscriber decides by, no personal data. Of a deleted document it
    /// gets it as it was before, with what the same decision replaced in it. It runs with the decision, so it changes nothing.
    /// </param>
    /// <param name="topic">The topic; the collection's name where nothing is said.</param>
    /// <param name="version">The version of what the events say, from 1: it ends their type.</param>
    /// <param name="dataSchema">Where the schema of the data is, where it is published (EVT-05).</param>
    /// <exception cref="Start.StartupRefusedException">Type, topic or data cannot be published as they are; the message says why.</exception>
    public static IHostApplicationBuilder PublishChanges<T, TData>(
        this IHostApplicationBuilder builder,
        Collection<T> collection,
        string type,
        Func<Document<T>, TData> data,
        string? topic = null,
        int version = 1,
        Uri? dataSchema = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(data);
        builder.Services.AddSingleton<ChangeEvents>(new ChangeEvents<T, TData>(collection, type, data, topic ?? collection.Name, version, dataSchema));
        builder.Services.AddPublisher();
        return builder;
    }

    /// <summary>Declares an event that a decision publishes, by <see cref="IChanges.Publish"/> with data of this type.</summary>
    /// <typeparam name="TData">What the event says. One event per type.</typeparam>
    /// <param name="builder">The component.</param>
    /// <param name="type">What happened, in reverse DNS with a version: <c>nl.voorbeeld.aanvraag.toegewezen.v1</c> (EVT-04).</param>
    /// <param name="topic">The topic.</param>
    /// <param name="dataSchema">Where the schema of the data is, where it is published (EVT-05).</param>
    /// <exception cref="Start.StartupRefusedException">Type, topic or data cannot be published as they are; the message says why.</exception>
    public static IHostApplicationBuilder PublishEvent<TData>(this IHostApplicationBuilder builder, string type, string topic, Uri? dataSchema = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<EventDeclaration>(new EventDeclaration<TData>(type, topic, dataSchema));
        builder.Services.AddPublisher();
        return builder;
    }
}
