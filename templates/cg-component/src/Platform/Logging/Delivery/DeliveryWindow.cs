using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// What one Logboek has in hand of one log: the lines that were read and that it has not acknowledged, in order. It lives for as long as the
/// log is followed, so that nothing is read or sent twice where it stands.
/// </summary>
internal sealed class DeliveryWindow
{
    // No more is read while so much waits: it is held in memory.
    private const int EnoughLines = 4096;
    private const int EnoughCharacters = 4 * 1024 * 1024;

    private readonly List<WaitingLine> _lines = [];
    private Progress _read = Progress.Start;

    /// <summary>The lines that are not acknowledged.</summary>
    public IEnumerable<WaitingLine> Waiting => _lines.Where(line => !line.IsDone);

    /// <summary>Where the Logboek stands: at the first line that it has not acknowledged.</summary>
    public Progress Progress => _lines.Find(line => !line.IsDone) is { } first ? new Progress(first.Number, first.Index) : _read;

    private bool IsFull => _lines.Count >= EnoughLines || _lines.Sum(waiting => (long)waiting.Line.Sealed.Length) >= EnoughCharacters;

    /// <inheritdoc cref="IConsumer.NextOf"/>
    public long? NextOf(Progress noted)
    {
        if (noted.IsAfter(_read))
        {
            return noted.Next;
        }

        // What was acknowledged is noted before more is read: until then a process that ends would have it sent again.
        return IsFull || Progress.IsAfter(noted) ? null : _read.Next;
    }

    /// <summary>Takes in the entries of a batch.</summary>
    /// <param name="batch">The batch. Where another replica got further, what it took is not waited for any more.</param>
    /// <param name="takes">Which lines the Logboek takes.</param>
    /// <returns>How many lines it brought.</returns>
    public int Take(Batch batch, Func<EntryLine, bool> takes)
    {
        _lines.RemoveAll(line => batch.From.IsAfter(new Progress(line.Number, line.Index)));
        if (batch.From.IsAfter(_read))
        {
            _read = batch.From;
        }

        var before = _lines.Count;
        foreach (var (number, entry) in batch.Entries.Where(e => e.Number >= _read.Next))
        {
            for (var index = number == _read.Next ? _read.Done : 0; index < entry.Lines.Count; index++)
            {
                if (takes(entry.Lines[index]))
                {
                    _lines.Add(new WaitingLine(number, index, entry.Lines[index]));
                }
            }

            _read = new Progress(number + 1, 0);
        }

        return _lines.Count - before;
    }

    /// <summary>The lines that may go now, in order.</summary>
    /// <param name="now">By <see cref="TimeProvider.GetTimestamp"/>.</param>
    public IReadOnlyList<WaitingLine> Due(long now) => [.. Waiting.Where(line => line.DueAt <= now)];

    /// <summary>Forgets what was acknowledged.</summary>
    public void Settle() => _lines.RemoveAll(line => line.IsDone);
}
