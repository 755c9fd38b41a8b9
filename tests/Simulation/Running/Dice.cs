namespace CommonGround.Simulation.Running;

/// <summary>All chance of a run, from its seed.</summary>
internal sealed class Dice(int seed)
{
    public Random Random { get; } = new(seed);

    public bool Chance(double part) => Random.NextDouble() < part;

    public int Below(int count) => Random.Next(count);

    public T Of<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    public void Shuffle<T>(T[] items) => Random.Shuffle(items);
}
