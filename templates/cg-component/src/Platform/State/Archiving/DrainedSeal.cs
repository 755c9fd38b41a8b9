using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Writes the documents of drained logs, each with an HMAC over its exact text and its place under the organization's key, and looks at that
/// before one is changed: who altered one does not get it sealed again (commit-log 16).
/// </summary>
internal sealed class DrainedSeal(ITenantKeys keys)
{
    private const string Purpose = "chain/drained";

    public StateOperation ToCreation(DrainedLog log) => StateOperation.Create(StateKeys.Drained(log.Log.Id), Write(log));

    /// <summary>The operation that writes it, on the condition that the document still is as it was read.</summary>
    public StateOperation ToOperation(DrainedLog log, StateItem read) => StateOperation.Replace(StateKeys.Drained(log.Log.Id), Write(log), read.ETag);

    /// <summary>Whether it is what was written there.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that its HMAC names is not at hand.</exception>
    public bool Holds(string log, StateItem item) =>
        LogChain.Divide(item.Value) is (var text, { } mac) && KeyedMac.Holds(keys, Oin.Organization, Purpose, Of(log, text), mac);

    /// <exception cref="LogAlteredException">It is not what was written there.</exception>
    /// <inheritdoc cref="Holds"/>
    public DrainedLog Open(string log, StateItem item) =>
        Holds(log, item)
            ? DrainedLog.Read(item)
            : throw new LogAlteredException($"{StateKeys.Drained(log)} is not what was written there: its HMAC does not hold.");

    private string Write(DrainedLog log)
    {
        var text = log.Text();
        return $"{text}\n{KeyedMac.Compute(keys, Oin.Organization, Purpose, Of(log.Log.Id, text))}";
    }

    private static string Of(string log, string text) => $"{log}\n{text}";
}
