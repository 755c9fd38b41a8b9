using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.Receiving;

internal sealed class TypedSubscription<T>(ReceivedEventHandler<T> handler) : Subscription
{
    public override Func<IChanges, CancellationToken, Task<EventAnswer>> Bind(CloudEvent received, Oin tenant, Act act)
    {
        var typed = new ReceivedEvent<T>
        {
            Id = received.Id!,
            Source = received.Source!,
            Type = received.Type!,
            Subject = received.Subject,
            Time = received.Time,
            Sequence = received.Sequence,
            Tenant = tenant,
            Data = EventData.Read<T>(received.Data),
        };
        return (changes, cancellationToken) =>
        {
            if (SubjectsOf<T>.Finder is { FindsAny: true } finder)
            {
                act.Use("the data of its event", finder.Find(typed.Data));
            }

            return handler(changes, typed, cancellationToken);
        };
    }

    public override IReadOnlyList<Bsn> FindSubjects(CloudEvent received) =>
        received.Data is { } data ? JsonSubjects.Find(data, StateJson.Data.GetTypeInfo(typeof(T))) : [];
}
