using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Running;

/// <summary>
/// Picks by seed what happens next: which replica goes on with what, which call the store carries out, whether a late transaction
/// lands, a client acts, a replica is paused, killed or started or is wrong about the others, the store falls silent, or time passes.
/// </summary>
internal sealed class Scheduler(World world)
{
    // Some runs end within a second of their time: too short to suspect anyone.
    private const double LeastTime = 0.2;

    private readonly StoreTurn _storeTurn = new(world);
    private readonly Dice _dice = world.Dice;
    private readonly Weather _weather = world.Weather;
    private bool _silent;

    /// <summary>Faults are over, and everyone goes on.</summary>
    public void CalmDown()
    {
        (world.CalmSince, _silent) = (world.Clock.Now, false);
        foreach (var replica in world.Crew.Replicas)
        {
            replica.Machine.IsPaused = false;
            replica.Machine.Speed = 1;
            if (replica.Machine.MissesHeartbeats)
            {
                world.Crew.Suspect(replica, 1);
            }
        }
    }

    public void Step()
    {
        world.Trace.Step();
        var replicas = world.Crew.Replicas;
        var running = 0.0;
        foreach (var replica in replicas)
        {
            running += replica.Machine.Waiting > 0 ? replica.Machine.Speed : 0;
        }

        var calls = _silent ? 0 : world.Store.Calls.Count;
        var busy = running > 0 || calls > 0;
        var late = world.Store.Late.Count * 0.02;
        var clients = world.Callers.CanBegin ? 0.3 : 0;
        var faults = world.IsCalm ? 0 : 0.2;
        var time = world.IsCalm ? (busy ? 0 : 1) : busy ? (world.Crew.Suspects ? Math.Max(_weather.Time, LeastTime) : _weather.Time) : 1;
        var pick = _dice.Random.NextDouble() * (running + calls + late + clients + faults + time);
        if ((pick -= running) < 0)
        {
            Run(replicas, pick + running);
        }
        else if ((pick -= calls) < 0)
        {
            _storeTurn.CarryOut();
        }
        else if ((pick -= late) < 0)
        {
            _storeTurn.Arrive();
        }
        else if ((pick -= clients) < 0)
        {
            world.Callers.Begin();
        }
        else if ((pick -= faults) < 0)
        {
            Disturb();
        }
        else
        {
            PassTime();
        }
    }

    private void Run(IReadOnlyList<SimulatedReplica> replicas, double pick)
    {
        foreach (var machine in replicas.Select(r => r.Machine).Where(m => m.Waiting > 0))
        {
            if ((pick -= machine.Speed) < 0)
            {
                // Threads keep no order.
                machine.Run(_dice.Chance(0.7) ? 0 : _dice.Below(machine.Waiting));
                return;
            }
        }
    }

    private void PassTime()
    {
        var due = world.Clock.NextDue();
        var jump = _dice.Of([0.01, 0.1, 1, 5]) * _dice.Random.NextDouble();
        var next = world.Clock.Now + TimeSpan.FromSeconds(jump);
        world.Clock.AdvanceTo(due is { } at && (world.IsCalm || at < next || _dice.Chance(0.5)) ? at : next);
        world.Trace.Add($"time {world.Clock.Passed}");
    }

    private void Disturb()
    {
        if (_dice.Chance(0.05))
        {
            _silent = false;
        }

        _silent |= _dice.Chance(_weather.Silences * 5);
        if (_dice.Chance(_weather.KeyRotations))
        {
            world.Crew.RotateKeys();
        }

        if (_dice.Chance(0.02) && !world.Crew.IsFull)
        {
            world.Crew.Start();
        }

        foreach (var replica in world.Crew.Replicas.ToList())
        {
            Disturb(replica);
        }

        world.Crew.Clear();
    }

    private void Disturb(SimulatedReplica replica)
    {
        if (_dice.Chance(0.1))
        {
            replica.Machine.Speed = _dice.Of([0.02, 0.3, 1, 3]);
        }

        if (_dice.Chance(replica.Machine.IsPaused ? 0.03 : _weather.Pauses * 5))
        {
            world.Crew.Pause(replica);
        }

        if (world.Suspicion.Turns(replica.Machine.MissesHeartbeats))
        {
            world.Crew.Suspect(replica, world.Suspicion.Rate);
        }

        if (_dice.Chance(_weather.Kills * 5))
        {
            world.Crew.Kill(replica);
        }
        else if (!replica.IsStopping && _dice.Chance(_weather.Stops * 5))
        {
            world.Crew.Stop(replica);
        }
    }
}
