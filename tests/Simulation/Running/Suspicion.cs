namespace CommonGround.Simulation.Running;

/// <summary>
/// How wrong replicas are about each other in a run: in half of the runs not at all. Its chance is its own, so that what else happens in a
/// run stays as it was.
/// </summary>
internal sealed class Suspicion(Dice dice)
{
    private readonly double _begins = dice.Of([0, 0, 0.05, 0.2]);

    /// <summary>How fast time goes for a replica that is wrong.</summary>
    public double Rate { get; } = dice.Of([5, 10]);

    /// <summary>Whether a replica is wrong from now on, or no longer.</summary>
    public bool Turns(bool isWrong) => dice.Chance(isWrong ? 0.02 : _begins);
}
