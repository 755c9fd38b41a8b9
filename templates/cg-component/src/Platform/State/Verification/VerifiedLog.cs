using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>A log as it was found when its verification began: in the registration, or drained.</summary>
/// <param name="Log">What is recorded of it.</param>
/// <param name="Text">All that is recorded of it, as it is stored: where it has changed meanwhile, what was found may be no fault.</param>
internal sealed record VerifiedLog(RegisteredLog Log, string Text)
{
    /// <summary>Of a drained log its document.</summary>
    public DrainedLog? Drained { get; init; }

    /// <summary>The first number that must still be there: archiving deletes from the first on and leaves the last before the end and the end.</summary>
    public long From => Drained switch
    {
        { IsArchived: true } => Math.Max(0, Log.End!.Value - 1),
        { Deleting: { } next } => next,
        _ => 0,
    };

    /// <summary>
    /// What the first of them was put behind, where that is known. Of an archived log's last number only the request ids stay, so that it cannot be
    /// verified by itself, whether there was a number before it or not.
    /// </summary>
    public string? Before => From == 0 && (Drained is not { IsArchived: true } || Log.End == 0) ? LogChain.Nothing : null;

    public static VerifiedLog Of(RegisteredLog log) => new(log, JsonSerializer.Serialize(log, StateJson.Platform.RegisteredLog));

    /// <returns>The drained log, or <see langword="null"/> where it is not the document of that one.</returns>
    public static VerifiedLog? Of(string id, StateItem item)
    {
        try
        {
            return DrainedLog.Read(item) is { Log.End: not null } drained && drained.Log.Id == id ? new VerifiedLog(drained.Log, item.Value) { Drained = drained } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
