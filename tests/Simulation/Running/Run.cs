using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Replicas;

namespace CommonGround.Simulation.Running;

/// <summary>One run of a seed: clients and faults; then calm, one new replica, and everything drained; then the checks.</summary>
public static class Run
{
    private const int MostSteps = 6000;
    private const int MostCalmSteps = 60_000;

    // Enough for heartbeats to go, and for what they leave to be ended, drained, and archived a day later.
    private static readonly TimeSpan ToRest = TimeSpan.FromSeconds(90) + Settings.Day;

    /// <param name="seed">All chance comes from it.</param>
    /// <param name="trace">Whether to keep all events and what replicas log.</param>
    public static RunResult Seed(int seed, bool trace = false)
    {
        using var world = new World(seed, trace);
        try
        {
            Play(world);
        }
        catch (Exception e)
        {
            world.Violations.Add($"The run broke off: {e}");
        }

        return new RunResult(seed, world.Violations.Found, world.Trace.Hash, world.Trace.Steps, world.Crew.Peak, world.LogRules.WellAndEnded, [.. world.Trace.Lines]);
    }

    private static void Play(World world)
    {
        var scheduler = new Scheduler(world);
        world.Crew.StartSome();
        for (var steps = 0; steps < MostSteps && !world.Callers.IsDone; steps++)
        {
            scheduler.Step();
        }

        world.Callers.Stop();
        scheduler.CalmDown();
        world.Trace.Add("calm");
        if (!Rest(world, scheduler, Settings.Notice * 2))
        {
            return;
        }

        CheckAnswered(world);

        foreach (var replica in world.Crew.Replicas.ToList())
        {
            if (world.Dice.Chance(0.5))
            {
                world.Crew.Kill(replica);
            }
            else if (!replica.IsStopping)
            {
                world.Crew.Stop(replica);
            }
        }

        var last = world.Crew.Start();
        world.Callers.BeginWriting(last);
        if (world.Postman is { } postman)
        {
            world.Callers.BeginDelivering(postman, last, again: false);
        }

        if (!Rest(world, scheduler, ToRest))
        {
            return;
        }

        world.RestedAt = world.Trace.Steps - 1;
        world.Callers.BeginReadingAll(last);
        world.Callers.BeginVerifying(last);
        if (!Rest(world, scheduler, Settings.Notice))
        {
            return;
        }

        CheckAnswered(world);
        if (!RestUntilMarksAreGone(world, scheduler, last) || !RestUntilLinesAreGone(world, scheduler, last))
        {
            return;
        }

        ToldRules.Check(world);
        world.Deliveries.Check();
        world.Publications?.Check();
        world.Receptions?.Check();
        world.BlockRules.Check();
        world.ExpiryRules.Check();
        new EndRules(world).Check();
    }

    // Events that come again after all marks are gone change nothing.
    private static bool RestUntilMarksAreGone(World world, Scheduler scheduler, SimulatedReplica last)
    {
        if (world.Postman is not { } postman)
        {
            return true;
        }

        if (!Rest(world, scheduler, Settings.MarkLife))
        {
            return false;
        }

        world.Callers.BeginDelivering(postman, last, again: true);
        if (!Rest(world, scheduler, Settings.Notice))
        {
            return false;
        }

        CheckAnswered(world);
        return true;
    }

    // When the log that is written now has ended and its lines have expired too, all that is left is whole and is found.
    private static bool RestUntilLinesAreGone(World world, Scheduler scheduler, SimulatedReplica last)
    {
        if (!world.Expires)
        {
            return true;
        }

        if (!Rest(world, scheduler, Settings.LongestLogLife + Settings.LongestRetention + Settings.Notice))
        {
            return false;
        }

        world.Callers.BeginReadingAll(last);
        world.Callers.BeginVerifying(last);
        if (!Rest(world, scheduler, Settings.Notice))
        {
            return false;
        }

        CheckAnswered(world);
        return true;
    }

    private static void CheckAnswered(World world)
    {
        if (!world.Callers.IsDone)
        {
            world.Violations.Add("UNANSWERED: callers still wait, with nothing in the way");
        }
    }

    private static bool Rest(World world, Scheduler scheduler, TimeSpan time)
    {
        var rested = world.Clock.Now + time;
        for (var steps = 0; world.Clock.Now < rested; steps++)
        {
            if (steps == MostCalmSteps)
            {
                world.Violations.Add("NO REST: too many steps without time passing");
                return false;
            }

            scheduler.Step();
            world.Crew.Clear();
        }

        return true;
    }
}
