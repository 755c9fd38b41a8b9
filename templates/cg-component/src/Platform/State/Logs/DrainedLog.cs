using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>What remains of a log that the index has drained (commit-log 10, 11).</summary>
/// <param name="Log">The log as it was registered, its end included.</param>
/// <param name="Reached">The consumers that reached the end.</param>
internal sealed record DrainedLog(RegisteredLog Log, IReadOnlyList<string> Reached)
{
    /// <summary>Its numbers are being deleted: this is the next. It is set before the first deletion and until the last.</summary>
    public long? Deleting { get; init; }

    /// <summary>Only the last number before the end and the end are left.</summary>
    public bool IsArchived { get; init; }

    public StateOperation ToCreation() => StateOperation.Create(StateKeys.Drained(Log.Id), Write());

    /// <summary>The operation that writes this, on the condition that the document still is as it was read.</summary>
    public StateOperation ToOperation(StateItem read) => StateOperation.Replace(StateKeys.Drained(Log.Id), Write(), read.ETag);

    public static DrainedLog Read(StateItem item) => JsonSerializer.Deserialize(item.Value, StateJson.Platform.DrainedLog)!;

    private string Write() => JsonSerializer.Serialize(this, StateJson.Platform.DrainedLog);
}
