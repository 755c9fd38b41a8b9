using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// Hands lines to one Logboek, and finds out which of them it does not write. Those count as not written (LDV-11): they go again later, and
/// nothing is dropped, although OTLP lets a client drop them.
/// </summary>
/// <remarks>A call is divided until what is refused is known. What was written goes twice then: a Logboek knows a line by its trace and span id.</remarks>
internal sealed partial class LineSender(
    string name, ILogboek logboek, LineSeal seal, Backoff backoff, DeliveryMetrics metrics, LogboekOptions options, ILogger<LineSender> logger)
{
    // One alone may be the line's fault; two in a row are the Logboek's.
    private const int Down = 2;

    // So many are named in one line of the log.
    private const int Named = 16;

    private readonly KnownActs _acts = new();
    private int _refusedAlone;

    /// <summary>Sends lines, in as few calls as they fit in.</summary>
    /// <exception cref="LogboekException">The Logboek did not acknowledge a call; what it acknowledged before is done.</exception>
    public async Task SendAsync(IReadOnlyList<WaitingLine> lines, CancellationToken cancellationToken)
    {
        _refusedAlone = 0;
        foreach (var call in Divide(lines))
        {
            var opened = new List<(WaitingLine Waiting, OpenedLine Opened)>();
            foreach (var waiting in call)
            {
                if (Open(waiting) is { } line)
                {
                    opened.Add((waiting, line));
                }
            }

            await SendCallAsync(opened, cancellationToken);
        }
    }

    private async Task SendCallAsync(List<(WaitingLine Waiting, OpenedLine Opened)> call, CancellationToken cancellationToken)
    {
        if (call.Count == 0)
        {
            return;
        }

        var answer = await CallAsync([.. call.Select(line => line.Opened)], cancellationToken);
        if (answer.Refused == 0)
        {
            call.ForEach(line => line.Waiting.IsDone = true);
            _refusedAlone = 0;
            metrics.Delivered(name, call.Count);
        }
        else if (call.Count == 1 || (!answer.IsOfTheCall && answer.Refused >= call.Count))
        {
            Refuse(call, answer);
        }
        else
        {
            var half = call.Count / 2;
            await SendCallAsync(call[..half], cancellationToken);
            await SendCallAsync(call[half..], cancellationToken);
        }
    }

    private async Task<LogboekAnswer> CallAsync(List<OpenedLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await logboek.SendAsync(lines, cancellationToken);
            if (!answer.IsOfTheCall)
            {
                backoff.Succeeded();
            }

            return answer;
        }
        catch (LogboekException failure)
        {
            throw Fail(lines.Count, failure);
        }
    }

    private void Refuse(List<(WaitingLine Waiting, OpenedLine Opened)> call, LogboekAnswer answer)
    {
        metrics.Refused(name, call.Count);
        foreach (var (waiting, _) in call)
        {
            waiting.Refuse(backoff.DueAfter(waiting.Refusals + 1));
        }

        foreach (var some in call.Chunk(Named))
        {
            Log.Refused(logger, call.Count, name, string.Join(", ", some.Select(line => $"{line.Opened.Line.TraceId}/{line.Opened.Line.SpanId}")), answer.Reason);
        }

        if (answer.IsOfTheCall && ++_refusedAlone == Down)
        {
            throw Fail(1, new LogboekException($"{answer.Reason} It took none of {Down} lines that went alone, one after the other."));
        }
    }

    private LogboekException Fail(int lines, LogboekException failure)
    {
        backoff.Failed(failure.RetryAfter);
        metrics.Failed(name);
        Log.NotAcknowledged(logger, lines, name, failure.Message);
        return failure;
    }

    // One that cannot be opened waits, since its key may come, and the others go.
    private OpenedLine? Open(WaitingLine waiting)
    {
        try
        {
            var line = seal.OpenProcessing(waiting.Tenant, waiting.Line.Sealed);
            return new OpenedLine(waiting.Tenant, line, _acts.IsPart(line));
        }
        catch (Exception closed) when (closed is CryptographicException or JsonException or FormatException)
        {
            waiting.Refuse(backoff.DueAfter(waiting.Refusals + 1));
            metrics.Refused(name, 1);
            Log.Closed(logger, waiting.Index, waiting.Number, name, closed.Message);
            return null;
        }
    }

    private IEnumerable<List<WaitingLine>> Divide(IEnumerable<WaitingLine> lines)
    {
        var call = new List<WaitingLine>();
        var bytes = 0;
        foreach (var waiting in lines)
        {
            // What is sealed is longer than what is sent.
            if (call.Count > 0 && (call.Count >= options.BatchLines || bytes + waiting.Line.Sealed.Length > options.BatchBytes))
            {
                yield return call;
                (call, bytes) = ([], 0);
            }

            call.Add(waiting);
            bytes += waiting.Line.Sealed.Length;
        }

        if (call.Count > 0)
        {
            yield return call;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} processing lines were not acknowledged by '{Logboek}'; they are sent again. {Reason}")]
        public static partial void NotAcknowledged(ILogger logger, int count, string logboek, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Count} processing lines were refused by '{Logboek}'; they are kept and sent again, and its progress waits. Trace and span: {Lines}. It says: {Reason}")]
        public static partial void Refused(ILogger logger, int count, string logboek, string lines, string reason);

        [LoggerMessage(3, LogLevel.Error, "Line {Index} of entry {Number} cannot be opened for '{Logboek}'; it is kept and tried again, and the progress waits. {Reason}")]
        public static partial void Closed(ILogger logger, int index, long number, string logboek, string reason);
    }
}
