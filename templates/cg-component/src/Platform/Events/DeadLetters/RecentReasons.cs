namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>
/// Why events were last not handled, by the id of the dead letter that they may become: what comes back on the dead-letter topic says no
/// reason. It is kept in memory only; the log of the replica that tried has it too.
/// </summary>
internal sealed class RecentReasons
{
    private const int Most = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, string> _reasons = [];
    private readonly Queue<Guid> _order = [];

    public void Note(DeadLetter letter)
    {
        var id = letter.LetterId;
        lock (_lock)
        {
            if (!_reasons.ContainsKey(id))
            {
                _order.Enqueue(id);
                if (_order.Count > Most)
                {
                    _reasons.Remove(_order.Dequeue());
                }
            }

            _reasons[id] = letter.Reason;
        }
    }

    public string? Find(Guid letter)
    {
        lock (_lock)
        {
            return _reasons.GetValueOrDefault(letter);
        }
    }
}
