using System.Runtime.InteropServices;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Who an act is about, in the order of first use, and which of them are in a durable line. A person whom a change uses belongs to that change
/// until it ends, so that its commit says so and another's does not. Under the lock of its act.
/// </summary>
internal sealed class ActSubjects
{
    private readonly List<Bsn> _all = [];
    private readonly Dictionary<Bsn, bool> _durable = [];
    private readonly List<Bsn> _waiting = [];
    private readonly HashSet<Bsn> _open = [];

    public IReadOnlyList<Bsn> All => [.. _all];

    public bool IsAny => _all.Count > 0;

    /// <summary>The person it is about, where it is exactly one.</summary>
    public Bsn? Only => _all is [var only] ? only : null;

    /// <param name="subject">Who.</param>
    /// <param name="part">The change that uses the data, or <see langword="null"/> where no change does.</param>
    public void Add(Bsn subject, ActPart? part)
    {
        ref var durable = ref CollectionsMarshal.GetValueRefOrAddDefault(_durable, subject, out var isKnown);
        if (!isKnown)
        {
            _all.Add(subject);
        }

        if (part is not null && !durable)
        {
            _open.Remove(subject);
            part.Used.Add(subject);
        }
        else if (!isKnown)
        {
            Open(subject);
        }
    }

    /// <returns>For a change: those that it used, and those that none did. For all that is left: everybody who is in no durable line.</returns>
    public IReadOnlyList<Bsn> Take(ActPart part)
    {
        IEnumerable<Bsn> asked = part.IsRest ? _all : _waiting.Where(_open.Remove).Concat(part.Used).Distinct();
        List<Bsn> taken = [.. asked.Where(subject => !_durable[subject])];
        _waiting.Clear();
        _open.Clear();
        return taken;
    }

    public void Land(IEnumerable<Bsn> subjects)
    {
        foreach (var subject in subjects)
        {
            _durable[subject] = true;
        }
    }

    /// <summary>Whoever takes next has them to write.</summary>
    public void Return(IEnumerable<Bsn> subjects)
    {
        foreach (var subject in subjects.Where(subject => !_durable[subject]))
        {
            Open(subject);
        }
    }

    private void Open(Bsn subject)
    {
        if (_open.Add(subject))
        {
            _waiting.Add(subject);
        }
    }
}
