using System.Text.Json;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>A delivered event, read as far as that went.</summary>
internal sealed record CloudEvent
{
    /// <summary>What is wrong with it, or <see langword="null"/> where it is a CloudEvent. Then it has an id, a source and a type.</summary>
    public string? Fault { get; init; }

    public string? Id { get; init; }

    public string? Source { get; init; }

    public string? Type { get; init; }

    public string? Subject { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>The <c>sequence</c> (EVT-07), where it is a whole number.</summary>
    public long? Sequence { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The trace that caused it, as a publisher of this kit says it in an attribute of its own, which no sidecar replaces.</summary>
    public string? CausingTraceParent { get; init; }

    /// <summary>The <c>data</c>, also where it came as <c>data_base64</c>; <see langword="null"/> where there is none.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The whole event as it came, or <see langword="null"/> where it is too large to keep.</summary>
    public string? Text { get; init; }
}
