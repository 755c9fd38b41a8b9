using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Receiving;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>The events of one type of a topic, and what the component does with them.</summary>
internal abstract class Subscription
{
    /// <summary>The reverse domain name with its version (EVT-04).</summary>
    public required string Type { get; init; }

    public required EventTenant Tenant { get; init; }

    public required WhichEvents Which { get; init; }

    /// <summary>What its events are handled for, or <see langword="null"/> where no personal data is used.</summary>
    public ProcessingActivity? Activity { get; init; }

    /// <summary>Where <c>time</c> is not the moment of sending: how long marks live, so that a repetition is known.</summary>
    public TimeSpan? MarkLife { get; init; }

    /// <summary>The event as rule 19 looks at it.</summary>
    /// <exception cref="UnusableEventException">It lacks what the subscription asks for.</exception>
    public Receipt Receipt(string topic, CloudEvent received, bool isReplay) => Receipt(topic, received, MarkLife) with
    {
        Newest = Which == WhichEvents.NewestPerSubject ? Newest(received) : null,
        IsReplay = isReplay,
    };

    /// <summary>As much of it as its mark is made of.</summary>
    /// <param name="topic">Where the event came from.</param>
    /// <param name="received">The event, which may be a bad one.</param>
    /// <param name="markLife">What its subscription, if it has one, says of it.</param>
    public static Receipt Receipt(string topic, CloudEvent received, TimeSpan? markLife) => new(topic, received.Source ?? "", received.Id ?? "")
    {
        Sent = markLife is null ? received.Time : null,
        MarkLife = markLife,
    };

    /// <summary>Makes the handler ready for one event. Where it runs, the act uses the data about the persons in the event.</summary>
    /// <exception cref="UnusableEventException">Its data is not what the handler takes.</exception>
    public abstract Func<IChanges, CancellationToken, Task<EventAnswer>> Bind(CloudEvent received, Oin tenant, Act act);

    /// <returns>Who the data of an event is about, also where its handler could not take it.</returns>
    public abstract IReadOnlyList<Bsn> FindSubjects(CloudEvent received);

    private static (string Subject, long Sequence) Newest(CloudEvent received) =>
        received is { Subject: { Length: > 0 } subject, Sequence: { } sequence }
            ? (subject, sequence)
            : throw new UnusableEventException("It has no subject, or no sequence that is a whole number (EVT-07), and only the newest of a subject counts.");
}
