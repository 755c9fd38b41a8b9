using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Time;

/// <summary>A timer of one machine: when it is due, its callback waits there like everything else.</summary>
internal sealed class SimulatedTimer(Clock clock, SimulatedTime time, Machine machine, TimerCallback callback, object? state) : ITimer
{
    private int _setting;
    private bool _isSet;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public bool IsSet(int setting) => _isSet && setting == _setting && !machine.IsGone;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _setting++;
        _isSet = dueTime != Timeout.InfiniteTimeSpan;
        if (_isSet)
        {
            clock.Set(this, _setting, dueTime / time.Rate);
        }

        return true;
    }

    public void Fire()
    {
        if (_period > TimeSpan.Zero)
        {
            Change(_period, _period);
        }
        else
        {
            _isSet = false;
        }

        var setting = _setting;
        machine.Post(
            _ =>
            {
                // Disposed or set anew meanwhile: a real timer may fire still, and what it wakes must bear it; most do not.
                if (setting == _setting)
                {
                    callback(state);
                }
            },
            null);
    }

    public void Dispose()
    {
        _setting++;
        _isSet = false;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
