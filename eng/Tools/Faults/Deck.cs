namespace CommonGround.Tools.Faults;

/// <summary>Things that happen by chance: each once before any comes again.</summary>
internal sealed class Deck(IEnumerable<string> kinds, Random random)
{
    private readonly string[] _all = [.. kinds];
    private readonly Queue<string> _left = [];

    public string Draw()
    {
        if (_left.Count == 0)
        {
            random.Shuffle(_all);
            Array.ForEach(_all, _left.Enqueue);
        }

        return _left.Dequeue();
    }
}
