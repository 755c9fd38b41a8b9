namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// How many events go in one call: as many as the destination takes. A call that failed as a whole says nothing of any event in it, so
/// the next has one event only, and each that succeeds lets the next be twice as large.
/// </summary>
internal sealed class CallSize(int most, int mostBytes)
{
    // One alone may be the event's fault; two in a row are the destination's.
    private const int Down = 2;

    private readonly int _most = most;
    private int _size = most;
    private int _failures;

    public bool IsDown => _failures >= Down;

    public void Begin() => _failures = 0;

    public void Succeeded() => (_failures, _size) = (0, Math.Min(_size * 2, _most));

    public void Failed() => (_failures, _size) = (_failures + 1, 1);

    /// <summary>Divides events into calls, each by the size that holds when it is asked for.</summary>
    public IEnumerable<IReadOnlyList<WaitingEvent>> Divide(IEnumerable<WaitingEvent> events)
    {
        var call = new List<WaitingEvent>();
        var bytes = 0;
        foreach (var waiting in events)
        {
            // What is sealed is longer than what is sent.
            if (call.Count > 0 && (call.Count >= _size || bytes + waiting.Event.Sealed.Length > mostBytes))
            {
                yield return call;
                (call, bytes) = ([], 0);
            }

            call.Add(waiting);
            bytes += waiting.Event.Sealed.Length;
        }

        if (call.Count > 0)
        {
            yield return call;
        }
    }
}
