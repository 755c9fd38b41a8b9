using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>When lines of an archived log expire: all of one kind at once, so long after the log ended (BIO-04).</summary>
internal sealed class Retention(RetentionOptions options)
{
    private static readonly LineKind[] Kinds = [LineKind.Processing, LineKind.Audit];

    /// <summary>When there is something to do next, or <see langword="null"/> where nothing of it will expire any more.</summary>
    public DateTimeOffset? DueAt(DrainedLog log) =>
        !log.IsArchived || log.Archive is not { } archive ? null
        : archive.Expiring is not null ? DateTimeOffset.MinValue
        : Kinds.Where(kind => IsLeft(archive, kind)).Select(kind => (DateTimeOffset?)ExpiresAt(log, kind)).Min();

    /// <summary>Of which logs the lines have expired by now, those before included.</summary>
    public IReadOnlyList<LineKind> Expired(DrainedLog log, DateTimeOffset now) =>
        [.. Kinds.Where(kind => log.Archive!.Expired.Contains(kind) || (IsLeft(log.Archive, kind) && ExpiresAt(log, kind) <= now))];

    private static bool IsLeft(LogArchive archive, LineKind kind) =>
        !archive.Expired.Contains(kind) && archive.Owners.Any(o => (kind == LineKind.Audit ? o.Audit : o.Processing) > 0);

    private DateTimeOffset ExpiresAt(DrainedLog log, LineKind kind) =>
        log.Log.EndedAt!.Value + (kind == LineKind.Audit ? options.Audit : options.Processing);
}
