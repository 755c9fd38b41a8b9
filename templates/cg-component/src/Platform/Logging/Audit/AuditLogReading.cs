using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Reads the security log of one owner and shows what was asked for: one JSON object per line, and beside them what could not be read, so that no
/// answer passes for complete (BIO-01).
/// </summary>
internal sealed class AuditLogReading(LineScan scan, LineSeal seal)
{
    // A clock may have been ahead, and was put back since; a log is drained some time after its last line.
    private static readonly TimeSpan s_slack = TimeSpan.FromDays(62);

    /// <param name="asked">What is asked for.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="error">Where it says what could not be read, and what has expired.</param>
    /// <param name="count">Counts what was shown, also where it ends early.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="BuildingBlocks.StateStoreException">The store failed: there may be more than what was shown.</exception>
    public async Task ShowAsync(AuditLogArguments asked, TextWriter output, TextWriter error, AuditLogCount count, CancellationToken cancellationToken)
    {
        var first = new DateTimeOffset(asked.From, TimeOnly.MinValue, TimeSpan.Zero);
        var last = new DateTimeOffset(asked.To, TimeOnly.MaxValue, TimeSpan.Zero);
        var scope = new LineScope(asked.Owner, LineKind.Audit, Moved(first, -s_slack));
        await foreach (var part in scan.ReadAsync(scope, cancellationToken))
        {
            foreach (var line in part.Lines)
            {
                if (Open(asked, line) is not { } opened)
                {
                    await TellAsync(new LogFault(part.Log, line.Key, $"has a line of number {line.Number} that does not open: it was altered, or its key is not at hand."));
                }
                else if (asked.Has(opened))
                {
                    await output.WriteLineAsync(Write(part.Log, line.Number, opened));
                    count.Shown++;
                }
            }

            foreach (var fault in part.Faults)
            {
                await TellAsync(fault);
            }

            if (part.Expired is { Audit: > 0 } expired && part.EndedAt <= Moved(last, s_slack))
            {
                await error.WriteLineAsync(
                    FormattableString.Invariant($"Log {part.Log}, which ended on {part.EndedAt:yyyy-MM-dd}: its {expired.Audit} lines of {expired.Owner} have expired and are gone."));
            }
        }

        Task TellAsync(LogFault fault)
        {
            count.Faults++;
            return error.WriteLineAsync($"{fault.Place} {fault.What} Lines may be missing here: run verify-log.");
        }
    }

    private AuditLine? Open(AuditLogArguments asked, PlacedLine line)
    {
        try
        {
            return seal.OpenAudit(asked.Owner, line.Line.Sealed);
        }
        catch (Exception closed) when (closed is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Write(string log, long number, AuditLine line)
    {
        var written = JsonSerializer.SerializeToNode(line, LoggingJson.Platform.AuditLine)!.AsObject();
        written.Insert(0, "log", JsonValue.Create(log));
        written.Insert(1, "number", JsonValue.Create(number));
        return written.ToJsonString(LoggingJson.Platform.Options);
    }

    private static DateTimeOffset Moved(DateTimeOffset moment, TimeSpan by) =>
        by < TimeSpan.Zero && moment - DateTimeOffset.MinValue < -by ? DateTimeOffset.MinValue
        : by > TimeSpan.Zero && DateTimeOffset.MaxValue - moment < by ? DateTimeOffset.MaxValue
        : moment + by;
}
