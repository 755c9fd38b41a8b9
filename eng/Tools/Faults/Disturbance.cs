using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>
/// In each round a <c>kill -9</c> at a random moment, and beside it something else that goes wrong, of each kind once before any comes
/// again; and the Logboek has a trouble of its own most of the time. It sees to it that all of it ends.
/// </summary>
internal sealed class Disturbance(Cluster cluster, IGround ground, Logboek logboek, MachineClock clock, Random random)
{
    private const string Pause = "pause past the heartbeat";
    private const string ShortPause = "short pause";
    private const string Stop = "stop";
    private const string Clock = "clock put back";
    private const string LateSidecar = "late sidecar";

    /// <summary>By how much: less than a day, past which an event counts as one of the future, and its letter would be a fault of nobody.</summary>
    public static readonly TimeSpan ClockBack = TimeSpan.FromHours(1);

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Deck _kinds = new([Pause, ShortPause, Stop, Clock, .. ground.Faults, .. ground.CanComeLate ? (string[])[LateSidecar] : []], random);
    private readonly Deck _ofTheLogboek = new(Logboek.Faults, random);
    private Task _groundIsWell = Task.CompletedTask;
    private Task _logboekIsWell = Task.CompletedTask;
    private Task _clockIsRight = Task.CompletedTask;

    /// <summary>How often replicas were killed, and started again.</summary>
    public int Kills { get; private set; }

    /// <summary>What happened, and how often.</summary>
    public string Counts => string.Join(", ", _counts.Select(count => $"{count.Value} x {count.Key}"));

    /// <summary>Does it somewhere in the round's load. One replica at least runs.</summary>
    /// <returns>What it was, for the line of the round.</returns>
    public async Task<string> RunAsync(TimeSpan load, CancellationToken cancellationToken)
    {
        await Task.Delay(Part(load, 0.1, 0.7), cancellationToken);
        var logboekToo = _logboekIsWell.IsCompleted ? $"; {DisturbLogboek()}" : "";
        var victim = cluster.Running[random.Next(cluster.Running.Count)];
        var kind = _kinds.Draw();
        if (kind == LateSidecar)
        {
            return Count(await KillWithSidecarAsync(victim, cancellationToken)) + logboekToo;
        }

        var beside = Count(await BesideAsync(kind, victim, cancellationToken));
        if (!victim.Running)
        {
            await beside.End;
        }

        var killed = Count(await KillAsync(random.Next(4) == 0 ? cluster.Running : [victim], cancellationToken));
        return $"{killed}; {beside}{logboekToo}";
    }

    // Longer than a round, so that replicas are killed while lines wait.
    private Happening DisturbLogboek()
    {
        var happening = Count(logboek.Disturb(_ofTheLogboek.Draw(), random));
        _logboekIsWell = happening.End;
        return happening;
    }

    // To another than the victim, where there is one.
    private async Task<Happening> BesideAsync(string kind, Replica victim, CancellationToken cancellationToken)
    {
        var others = cluster.Running.Where(replica => replica != victim).ToList();
        var target = others.Count > 0 ? others[random.Next(others.Count)] : victim;
        return kind switch
        {
            Pause => await PauseAsync(kind, target, Part(Component.HeartbeatLife, 2.5, 4)),
            ShortPause => await PauseAsync(kind, target, Part(Component.HeartbeatLife, 0.05, 0.7)),
            Stop => await StopAsync(target, cancellationToken),
            Clock => await PutClockBackAsync(kind),
            _ => await OfTheGroundAsync(kind),
        };
    }

    private TimeSpan Part(TimeSpan time, double from, double to) => time * (from + (random.NextDouble() * (to - from)));

    private Happening Count(Happening happening)
    {
        _counts[happening.Kind] = _counts.GetValueOrDefault(happening.Kind) + 1;
        cluster.Later(happening.End);
        return happening;
    }

    private async Task<Happening> KillAsync(IReadOnlyList<Replica> victims, CancellationToken cancellationToken)
    {
        Kills++;
        await Task.WhenAll(victims.Select(v => v.KillAsync()));
        return new(
            victims.Count > 1 && victims.Count == cluster.Replicas.Count ? "kill -9 of all" : "kill -9",
            string.Join(", ", victims.Select(v => v.Number)),
            Task.WhenAll(victims.Select(v => v.StartAsync(cancellationToken))));
    }

    /// <summary>As of a pod: the component is back and listens before its sidecar does.</summary>
    private async Task<Happening> KillWithSidecarAsync(Replica victim, CancellationToken cancellationToken)
    {
        Kills++;
        var late = Part(Component.HeartbeatLife, 1, 4);
        await victim.KillAsync();
        await ground.TakeAwayAsync(victim.Number);
        return new($"kill -9 and {LateSidecar}", $"{victim.Number}, by {late.TotalSeconds:0.0} s", Task.WhenAll(victim.StartAsync(cancellationToken), ComeAsync()));

        // Not with the run's token: it would stay away for who looks at the end.
        async Task ComeAsync()
        {
            await victim.ListensAsync(cancellationToken);
            await Task.Delay(late, CancellationToken.None);
            await ground.BringBackAsync(victim.Number);
        }
    }

    private static async Task<Happening> StopAsync(Replica victim, CancellationToken cancellationToken)
    {
        await victim.StopAsync();
        return new(Stop, $"of {victim.Number}", victim.StartAsync(cancellationToken));
    }

    private static async Task<Happening> PauseAsync(string kind, Replica victim, TimeSpan time)
    {
        await victim.PauseAsync();
        return new(kind, $"of {victim.Number} for {time.TotalSeconds:0.0} s", ResumeAsync());

        // Not with the run's token: a process that stays paused would not end either.
        async Task ResumeAsync()
        {
            await Task.Delay(time, CancellationToken.None);
            await victim.ResumeAsync();
        }
    }

    private async Task<Happening> PutClockBackAsync(string kind)
    {
        await _clockIsRight;
        var time = Part(Component.HeartbeatLife, 2, 6);
        _clockIsRight = clock.PutBackAsync(ClockBack, time);
        return new(kind, $"by {ClockBack.TotalMinutes:0} minutes for {time.TotalSeconds:0.0} s", _clockIsRight);
    }

    // One at a time: together they would last longer than the tries of a delivery, and what a broker then forgets is no fault of the component.
    private async Task<Happening> OfTheGroundAsync(string kind)
    {
        await _groundIsWell;
        var happening = ground.Disturb(kind, random);
        _groundIsWell = happening.End;
        return happening;
    }
}
