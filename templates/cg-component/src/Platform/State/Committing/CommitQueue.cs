namespace CommonGround.Platform.State.Committing;

/// <summary>
/// The requests that wait for a commit: tenants in turn, those of one tenant in order of arrival. It is bounded, and a caller that leaves takes
/// its request out (commit-log 2, 4).
/// </summary>
internal sealed class CommitQueue(StateOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TenantLines<CommitRequest> _waiting = new(options.QueueLength);
    private readonly Signal _signal = new();
    private bool _closed;
    private bool _woken;

    public int Length
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public bool IsFull => Length >= options.QueueLength;

    /// <exception cref="StateBusyException">The queue is full.</exception>
    /// <exception cref="StateUnavailableException">The component stops.</exception>
    public void Add(CommitRequest request)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new StateUnavailableException("The component stops.");
            }

            if (!_waiting.TryAdd(request.Tenant, request, out var removed))
            {
                throw new StateBusyException($"{_waiting.Count} changes wait for a commit.");
            }

            removed?.Complete(CommitOutcome.Busy);
        }

        _signal.Set();
    }

    public void Remove(CommitRequest request)
    {
        lock (_lock)
        {
            _waiting.Remove(request.Tenant, request);
        }
    }

    /// <summary>Waits until a change waits, it is woken, or the limit has passed.</summary>
    /// <returns>Whether there may be more; <see langword="false"/> once the queue is closed and empty.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count > 0 || _closed || _woken)
                {
                    _woken = false;
                    return _waiting.Count > 0 || !_closed;
                }
            }

            if (!await _signal.WaitAsync(limit, time, cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>Moves requests into a group, in turn, until it is closed.</summary>
    public void MoveTo(CommitGroup group)
    {
        lock (_lock)
        {
            while (_waiting.Next is { } next && group.Take(next))
            {
                _waiting.TakeNext();
            }
        }
    }

    /// <summary>Ends the committer's wait: its log is lost, and it is to leave it now (commit-log 12).</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _woken = true;
        }

        _signal.Set();
    }

    /// <summary>Takes nothing more in. What waits is still committed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _signal.Set();
    }

    /// <summary>Empties the queue: nothing of it was sent.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            while (_waiting.Count > 0)
            {
                _waiting.TakeNext().Leave();
            }
        }
    }
}
