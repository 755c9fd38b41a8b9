namespace CommonGround.Simulation.Replicas;

/// <summary>
/// Where one replica's code runs: every continuation of it waits here until the scheduler picks it, so that nothing happens by itself.
/// A paused machine keeps what waits; one that is gone drops it, as <c>kill -9</c> does.
/// </summary>
internal sealed class Machine(string name, Action<string> violated) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _waiting = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public string Name => name;

    public bool IsPaused { get; set; }

    public bool IsGone { get; private set; }

    /// <summary>Whether it reads no heartbeat, though there are some.</summary>
    public bool MissesHeartbeats { get; set; }

    /// <summary>How often the scheduler picks it, compared to others.</summary>
    public double Speed { get; set; } = 1;

    public int Waiting => IsPaused ? 0 : _waiting.Count;

    public override SynchronizationContext CreateCopy() => this;

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in a replica blocks.");

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            violated($"{name}: something went through the thread pool, so the run does not repeat: {d.Method} {state}");
            return;
        }

        if (!IsGone)
        {
            _waiting.Add((d, state));
        }
    }

    /// <summary>Runs what waits at a position, until it waits for something again.</summary>
    public void Run(int position)
    {
        var (callback, state) = _waiting[position];
        _waiting.RemoveAt(position);
        Run(() => callback(state));
    }

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public void Kill()
    {
        IsGone = true;
        _waiting.Clear();
    }
}
