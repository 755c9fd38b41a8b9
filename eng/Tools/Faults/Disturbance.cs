namespace CommonGround.Tools.Faults;

/// <summary>Chooses by chance what goes wrong in a round, and sees to it that it ends.</summary>
internal sealed class Disturbance(Cluster cluster, IGround ground, Random random)
{
    /// <summary>Does it somewhere in the round's load.</summary>
    /// <returns>What it was, for the line of the round.</returns>
    public async Task<string> RunAsync(TimeSpan load, CancellationToken cancellationToken)
    {
        await Task.Delay(Part(load, 0.1, 0.7), cancellationToken);
        if (cluster.Running.Count == 0)
        {
            return "-";
        }

        var victim = cluster.Running[random.Next(cluster.Running.Count)];
        return random.Next(20) switch
        {
            < 6 => await KillAsync([victim], cancellationToken),
            < 8 => await KillAsync(cluster.Running, cancellationToken),
            < 11 => await PauseAsync(victim, Part(Component.HeartbeatLife, 2.5, 4)),
            < 12 => await PauseAsync(victim, Part(Component.HeartbeatLife, 0.05, 0.7)),
            < 14 => await StopAsync(victim, cancellationToken),
            < 19 => OfTheGround(cancellationToken),
            _ => "-",
        };
    }

    private TimeSpan Part(TimeSpan time, double from, double to) => time * (from + (random.NextDouble() * (to - from)));

    private async Task<string> KillAsync(IReadOnlyList<Replica> victims, CancellationToken cancellationToken)
    {
        await Task.WhenAll(victims.Select(v => v.KillAsync()));
        cluster.Later(Task.WhenAll(victims.Select(v => v.StartAsync(cancellationToken))));
        return $"kill -9 of {string.Join(", ", victims.Select(v => v.Number))}";
    }

    private async Task<string> StopAsync(Replica victim, CancellationToken cancellationToken)
    {
        await victim.StopAsync();
        cluster.Later(victim.StartAsync(cancellationToken));
        return $"stop of {victim.Number}";
    }

    private async Task<string> PauseAsync(Replica victim, TimeSpan time)
    {
        await victim.PauseAsync();
        cluster.Later(ResumeAsync());
        return $"pause of {victim.Number} for {time.TotalSeconds:0.0} s";

        // Not with the run's token: a process that stays paused would not end either.
        async Task ResumeAsync()
        {
            await Task.Delay(time, CancellationToken.None);
            await victim.ResumeAsync();
        }
    }

    private string OfTheGround(CancellationToken cancellationToken)
    {
        var (what, end) = ground.Disturb(random, cancellationToken);
        cluster.Later(end);
        return what;
    }
}
