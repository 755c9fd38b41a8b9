using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// The acts whose lines went by last: a line does not say whether its parent is one of these or the span of a caller. The parts of an act come
/// soon after it; one whose act was forgotten counts as an act, and keeps its parent.
/// </summary>
internal sealed class KnownActs
{
    private const int Most = 8192;

    private readonly HashSet<(string Trace, string Span)> _known = [];
    private readonly Queue<(string Trace, string Span)> _order = [];

    /// <summary>Whether a line is a part of an act that is known. Otherwise it is one itself, and known from here on.</summary>
    public bool IsPart(ProcessingLine line)
    {
        if (line.ParentSpanId is { } parent && _known.Contains((line.TraceId, parent)))
        {
            return true;
        }

        if (_known.Add((line.TraceId, line.SpanId)))
        {
            _order.Enqueue((line.TraceId, line.SpanId));
        }

        if (_order.Count > Most)
        {
            _known.Remove(_order.Dequeue());
        }

        return false;
    }
}
