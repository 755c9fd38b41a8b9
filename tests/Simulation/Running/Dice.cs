namespace CommonGround.Simulation.Running;

/// <summary>All chance of a run, from its seed.</summary>
internal sealed class Dice(int seed)
{
    public Random Random { get; } = new(seed);

    /// <summary>Chance of its own for one matter. The seed is mixed: what comes first from seeds that lie in a row lies in a row too.</summary>
    public static Dice Beside(int seed, int matter)
    {
        var mixed = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) + ((ulong)matter * 0xD1B54A32D192ED03));
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9);
        return new Dice((int)(mixed >> 33));
    }

    public bool Chance(double part) => Random.NextDouble() < part;

    public int Below(int count) => Random.Next(count);

    public T Of<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    public void Shuffle<T>(T[] items) => Random.Shuffle(items);
}
