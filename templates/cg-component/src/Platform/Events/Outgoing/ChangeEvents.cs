using System.Text.Json;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>The events of every change of a collection.</summary>
internal abstract class ChangeEvents(string collection, string type, string topic, int version, Uri? dataSchema)
{
    private readonly EventDeclaration _created = Declare(type, "aangemaakt", topic, version, dataSchema);
    private readonly EventDeclaration _replaced = Declare(type, "gewijzigd", topic, version, dataSchema);
    private readonly EventDeclaration _deleted = Declare(type, "verwijderd", topic, version, dataSchema);

    /// <summary>The name of the collection.</summary>
    public string Collection => collection;

    public IEnumerable<EventDeclaration> Declarations => [_created, _replaced, _deleted];

    public EventDeclaration Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Created => _created,
        ChangeKind.Replaced => _replaced,
        _ => _deleted,
    };

    /// <param name="writer">Where to.</param>
    /// <param name="document">The <c>Document&lt;T&gt;</c>.</param>
    public abstract void Write(Utf8JsonWriter writer, object document);

    private static EventDeclaration Declare(string type, string what, string topic, int version, Uri? dataSchema) =>
        new(EventNames.CheckType($"{EventNames.CheckStem(type)}.{what}.v{version}"), EventNames.CheckTopic(topic), dataSchema);
}

/// <inheritdoc/>
internal sealed class ChangeEvents<T, TData> : ChangeEvents
{
    private readonly Func<Document<T>, TData> _data;

    /// <exception cref="Start.StartupRefusedException">They cannot be published as they are.</exception>
    public ChangeEvents(Collection<T> collection, string type, Func<Document<T>, TData> data, string topic, int version, Uri? dataSchema)
        : base(collection.Name, type, topic, version, dataSchema)
    {
        _data = data;
        EventDataRules.Check<TData>(type);
    }

    public override void Write(Utf8JsonWriter writer, object document) =>
        JsonSerializer.Serialize(writer, _data((Document<T>)document), EventJson.TypeInfo<TData>());
}
