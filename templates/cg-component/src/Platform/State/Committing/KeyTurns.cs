namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Changes of one key take turns, in order of arrival (commit-log 2). One that finds another before it waits until that is settled and
/// then reads again, so n changes of a document take n commits and none is overtaken for ever.
/// </summary>
/// <remarks>A change takes all its keys at once, and has none while it comes for more: nobody waits for one that waits for him.</remarks>
internal sealed class KeyTurns(StateOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<KeyTurn>> _lines = [];
    private readonly TenantLines<KeyTurn> _waiting = new(options.QueueLength);

    /// <summary>How many changes wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Puts a change in line for its keys, if it is not there yet, and waits until it is its turn for each.</summary>
    /// <returns>Whether it was so at once; otherwise another came before, and it reads again.</returns>
    /// <exception cref="StateBusyException">Too many changes wait, or this one for too long.</exception>
    public async Task<bool> TakeAsync(KeyTurn turn, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        if (Take(turn, keys))
        {
            return true;
        }

        return await turn.Came.WaitAsync(options.AnswerTimeout, time, cancellationToken) && !turn.MadeRoom
            ? false
            : throw new StateBusyException("Other changes of the same documents come first, and are not settled yet.");
    }

    /// <summary>The change is settled, or its caller waits no longer: the next ones have their turn.</summary>
    public void Leave(KeyTurn turn)
    {
        lock (_lock)
        {
            LeaveLines(turn);
        }
    }

    private bool Take(KeyTurn turn, IEnumerable<string> keys)
    {
        lock (_lock)
        {
            var more = keys.Where(key => !turn.Keys.Contains(key)).ToList();
            if (more.Exists(_lines.ContainsKey))
            {
                more.AddRange(turn.Keys);
                LeaveLines(turn);
            }

            more.ForEach(key => Enter(turn, key));
            if (turn.Before == 0)
            {
                return true;
            }

            Wait(turn);
            return false;
        }
    }

    // One of a tenant of whom few wait gets its place from one that floods.
    private void Wait(KeyTurn turn)
    {
        if (!_waiting.TryAdd(turn.Tenant, turn, out var removed))
        {
            throw new StateBusyException($"{_waiting.Count} changes wait for others of the same documents.");
        }

        if (removed is not null)
        {
            removed.MadeRoom = true;
            LeaveLines(removed);
            removed.Came.Set();
        }
    }

    private void Enter(KeyTurn turn, string key)
    {
        if (!_lines.TryGetValue(key, out var line))
        {
            _lines.Add(key, line = []);
        }

        turn.Before += line.Count > 0 ? 1 : 0;
        turn.Keys.Add(key);
        line.AddLast(turn);
    }

    private void LeaveLines(KeyTurn turn)
    {
        _waiting.Remove(turn.Tenant, turn);
        turn.Before = 0;
        foreach (var key in turn.Keys)
        {
            var line = _lines[key];
            var wasFirst = line.First!.Value == turn;
            line.Remove(turn);
            if (line.Count == 0)
            {
                _lines.Remove(key);
            }
            else if (wasFirst && line.First!.Value is var next && --next.Before == 0)
            {
                _waiting.Remove(next.Tenant, next);
                next.Came.Set();
            }
        }

        turn.Keys.Clear();
    }
}
