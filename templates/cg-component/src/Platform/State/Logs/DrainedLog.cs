using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// What remains of a log that the index has drained (commit-log 10, 11). Behind a line break it has an HMAC over its text, so that an owner or
/// a block that is left out of it shows (commit-log 16): <see cref="DrainedSeal"/> writes it.
/// </summary>
/// <param name="Log">The log as it was registered, its end included; that it had ended by <see cref="RegisteredLog.EndedAt"/> is certain.</param>
/// <param name="Reached">The consumers that reached the end.</param>
internal sealed record DrainedLog(RegisteredLog Log, IReadOnlyList<string> Reached)
{
    /// <summary>Its numbers are being deleted: this is the next. It is set before the first deletion and until the last.</summary>
    public long? Deleting { get; init; }

    /// <summary>Only the last number before the end and the end are left.</summary>
    public bool IsArchived { get; init; }

    /// <summary>What went to blocks, once that has begun.</summary>
    public LogArchive? Archive { get; init; }

    public static DrainedLog Read(StateItem item) => JsonSerializer.Deserialize(LogChain.Divide(item.Value).Text, StateJson.Platform.DrainedLog)!;

    /// <summary>Without the HMAC, which is over this.</summary>
    public string Text() => JsonSerializer.Serialize(this, StateJson.Platform.DrainedLog);
}
