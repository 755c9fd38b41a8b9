namespace CommonGround.Simulation.Running;

/// <summary>How bad things are in a run, drawn from its seed: some runs are calm, some have one kind of trouble, some all of it.</summary>
internal sealed class Weather(Dice dice)
{
    private static readonly double[] Often = [0, 0, 0.01, 0.05, 0.15, 0.3];
    private static readonly double[] Seldom = [0, 0, 0.0005, 0.001, 0.003];

    /// <summary>A transaction lands and its answer is lost.</summary>
    public double LostAnswers { get; } = dice.Of(Often);

    /// <summary>A transaction is given up by its caller and is still on its way.</summary>
    public double LateTransactions { get; } = dice.Of(Often);

    public double LostTransactions { get; } = dice.Of(Often);

    public double FailedReads { get; } = dice.Of(Often) / 4;

    public double FailedDeliveries { get; } = dice.Of(Often) / 4;

    public double Pauses { get; } = dice.Of(Seldom) * 2;

    public double Kills { get; } = dice.Of(Seldom);

    public double Stops { get; } = dice.Of(Seldom);

    public double Silences { get; } = dice.Of(Seldom);

    public double KeyRotations { get; } = dice.Of(Seldom) * 2;

    public double Cancellations { get; } = dice.Of(Seldom) * 4;

    /// <summary>How fast time goes, compared to everything else.</summary>
    public double Time { get; } = dice.Of([0.02, 0.05, 0.1, 0.3]);
}
