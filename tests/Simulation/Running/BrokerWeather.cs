namespace CommonGround.Simulation.Running;

/// <summary>How bad things are with the event broker in a run. Its chance is its own, so that what else happens in a run stays as it was.</summary>
internal sealed class BrokerWeather(Dice dice)
{
    private readonly double _refusals = dice.Of([0, 0.05, 0.3]);
    private readonly double _poison = dice.Of([0, 0, 0.1]);
    private readonly double _outages = dice.Of([0, 0.02, 0.1]);
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _poisonous = [];
    private DateTimeOffset _downUntil;

    public Dice Dice => dice;

    /// <summary>Events are taken, and the answer is lost.</summary>
    public double LostAnswers { get; } = dice.Of([0, 0.05, 0.2]);

    /// <summary>How many events go in one call.</summary>
    public int BulkEvents { get; } = dice.Of([1, 3, 100]);

    public bool IsDown(DateTimeOffset now)
    {
        if (now >= _downUntil && dice.Chance(_outages))
        {
            _downUntil = now + TimeSpan.FromSeconds(dice.Below(20));
        }

        return now < _downUntil;
    }

    /// <summary>Whether an event is not taken now; some never are.</summary>
    public bool Refuses(string id)
    {
        if (_seen.Add(id) && dice.Chance(_poison))
        {
            _poisonous.Add(id);
        }

        return _poisonous.Contains(id) || dice.Chance(_refusals);
    }
}
