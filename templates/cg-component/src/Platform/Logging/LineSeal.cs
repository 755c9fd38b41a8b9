using System.Text.Json;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging;

/// <summary>
/// Puts lines into the form in which an entry and a block carry them, and opens them again: sealed under the keys of their owner, since an actor
/// and a pseudonym are personal data too (commit-log 1).
/// </summary>
internal sealed class LineSeal(ITenantKeys keys)
{
    /// <param name="owner">Whose line: a tenant, never the organization.</param>
    /// <param name="line">The line.</param>
    /// <param name="subject">Under what it is found: <c>{key number}/{keyed hash}</c>.</param>
    public EntryLine Seal(Oin owner, ProcessingLine line, string? subject) =>
        Seal(owner, LineKind.Processing, line.StartTime, JsonSerializer.SerializeToUtf8Bytes(line, LoggingJson.Platform.ProcessingLine)) with
        {
            Subject = subject,
        };

    /// <param name="owner">Whose line: a tenant, or <see cref="Oin.Organization"/> where none is concerned.</param>
    /// <param name="line">The line.</param>
    public EntryLine Seal(Oin owner, AuditLine line) =>
        Seal(owner, LineKind.Audit, line.Time.ToUnixTimeMilliseconds(), JsonSerializer.SerializeToUtf8Bytes(line, LoggingJson.Platform.AuditLine));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Its key is not at hand, or it was altered.</exception>
    public ProcessingLine OpenProcessing(Oin owner, string sealedLine) =>
        JsonSerializer.Deserialize(keys.Open(owner, StateKeys.Line(owner, LineKind.Processing), sealedLine), LoggingJson.Platform.ProcessingLine)!;

    /// <inheritdoc cref="OpenProcessing"/>
    public AuditLine OpenAudit(Oin owner, string sealedLine) =>
        JsonSerializer.Deserialize(keys.Open(owner, StateKeys.Line(owner, LineKind.Audit), sealedLine), LoggingJson.Platform.AuditLine)!;

    private EntryLine Seal(Oin owner, LineKind kind, long at, byte[] plain) =>
        new(kind, owner.ToString(), at, keys.Seal(owner, StateKeys.Line(owner, kind), plain));
}
