using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Replicas;

/// <summary>The replicas of a run: started, paused, stopped and killed. In some runs there is one at a time, in some there are up to ten.</summary>
internal sealed class Crew(World world, int most) : IDisposable
{
    private readonly List<SimulatedReplica> _replicas = [];
    private readonly List<SimulatedReplica> _all = [];

    public IReadOnlyList<SimulatedReplica> Replicas => _replicas;

    /// <summary>The number of the newest key, which some replicas may not have yet.</summary>
    public int NewestKey { get; private set; } = 1;

    public bool IsFull => _replicas.Count >= most;

    /// <summary>Whether any of them is wrong about the others.</summary>
    public bool Suspects => _replicas.Exists(replica => replica.Machine.MissesHeartbeats);

    /// <summary>How many took requests at the same time, at most.</summary>
    public int Peak { get; private set; }

    /// <summary>Those that take requests.</summary>
    public IReadOnlyList<SimulatedReplica> Open => [.. _replicas.Where(r => !r.IsStopping)];

    /// <summary>Those that a run begins with.</summary>
    public void StartSome()
    {
        for (var more = world.Dice.Below(most); more >= 0; more--)
        {
            Start();
        }
    }

    public SimulatedReplica Start()
    {
        var replica = new SimulatedReplica($"{(char)('A' + (_all.Count % 26))}{(_all.Count >= 26 ? _all.Count / 26 : "")}", NewestKey, world);
        _all.Add(replica);
        world.Trace.Add($"start {replica.Name} with keys up to {replica.Keys.Current}");
        _replicas.Add(replica);
        Peak = Math.Max(Peak, Open.Count);
        return replica;
    }

    /// <summary>One more key: the next replicas have it, and some of those that run.</summary>
    public void RotateKeys()
    {
        world.Trace.Add($"keys up to {++NewestKey}");
        foreach (var replica in _replicas.Where(_ => world.Dice.Chance(0.5)))
        {
            replica.Keys.Rotate(NewestKey);
        }
    }

    public void Kill(SimulatedReplica replica)
    {
        world.Trace.Add($"kill {replica.Name}");
        replica.Machine.Kill();
        Clear();
    }

    public void Stop(SimulatedReplica replica)
    {
        world.Trace.Add($"stop {replica.Name}");
        replica.Stop();
    }

    public void Pause(SimulatedReplica replica)
    {
        replica.Machine.IsPaused = !replica.Machine.IsPaused;
        world.Trace.Add($"{(replica.Machine.IsPaused ? "pause" : "go on")} {replica.Name}");
    }

    /// <summary>
    /// A replica is wrong about the others for a while, or right again: it misses their heartbeats, and its clock runs fast, so that it
    /// ends logs that are well at any moment (commit-log 9).
    /// </summary>
    public void Suspect(SimulatedReplica replica, double rate)
    {
        replica.Machine.MissesHeartbeats = !replica.Machine.MissesHeartbeats;
        replica.Time.Rate = replica.Machine.MissesHeartbeats ? rate : 1;
        world.Trace.Add($"{replica.Name} {(replica.Machine.MissesHeartbeats ? $"suspects, {rate} times as fast" : "suspects no more")}");
    }

    public void Dispose() => _all.ForEach(replica => replica.Dispose());

    /// <summary>Those that are gone leave their transactions on their way.</summary>
    public void Clear()
    {
        _replicas.RemoveAll(r => r.Machine.IsGone);
        foreach (var call in world.Store.Calls.Where(c => c.Machine.IsGone).ToList())
        {
            world.Store.Calls.Remove(call);
            if (call is Store.WriteCall write)
            {
                world.Store.Late.Add(write);
            }
        }
    }
}
