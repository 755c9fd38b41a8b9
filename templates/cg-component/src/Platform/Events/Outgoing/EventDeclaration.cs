using System.Text.Json;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>An event that this component publishes.</summary>
/// <param name="Type">The CloudEvent's <c>type</c>, with its version (EVT-04).</param>
/// <param name="Topic">The topic.</param>
/// <param name="DataSchema">Where the schema of its data is, if anywhere (EVT-05).</param>
internal record EventDeclaration(string Type, string Topic, Uri? DataSchema)
{
    /// <summary>The type whose data a decision publishes this event with, or <see langword="null"/> for an event of changes.</summary>
    public virtual Type? DataType => null;
}

/// <inheritdoc/>
internal sealed record EventDeclaration<TData> : EventDeclaration
{
    /// <exception cref="Start.StartupRefusedException">It cannot be published as it is.</exception>
    public EventDeclaration(string type, string topic, Uri? dataSchema)
        : base(EventNames.CheckType(type), EventNames.CheckTopic(topic), dataSchema) => EventDataRules.Check<TData>(type);

    public override Type DataType => typeof(TData);

    public static void Write(Utf8JsonWriter writer, TData data) => JsonSerializer.Serialize(writer, data, EventJson.TypeInfo<TData>());
}
