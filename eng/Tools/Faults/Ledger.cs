using System.Collections.Concurrent;

namespace CommonGround.Tools.Faults;

/// <summary>What clients were told, and where it was not true.</summary>
internal sealed class Ledger
{
    private const int MostPrinted = 20;

    private readonly ConcurrentDictionary<Guid, Resource> _resources = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _lost = [];
    private readonly HashSet<string> _doubled = [];
    private readonly HashSet<string> _refused = [];
    private ConcurrentDictionary<Guid, Resource> _touched = new();
    private int _acknowledged;
    private int _notDone;
    private int _unknown;

    public int Acknowledged => _acknowledged;

    public int NotDone => _notDone;

    /// <summary>How many changes were unknown before they were told.</summary>
    public int Unknown => _unknown;

    public int Lost => _lost.Count;

    public int Doubled => _doubled.Count;

    /// <summary>Changes that were made, and refused with 412 or 404 to who asked.</summary>
    public int RefusedThoughMade => _refused.Count;

    public ICollection<Resource> Resources => _resources.Values;

    public void Count(Answer answer)
    {
        Interlocked.Add(ref _acknowledged, answer.Told == Told.Done ? 1 : 0);
        Interlocked.Add(ref _notDone, answer.Told == Told.NotDone ? 1 : 0);
        Interlocked.Add(ref _unknown, answer.WasUnknown ? 1 : 0);
    }

    public void Add(Resource resource)
    {
        if (!_resources.TryAdd(resource.Id, resource))
        {
            SayDoubled($"resource {resource.Id} was told to two that made one");
        }

        Touch(resource);
    }

    public void Touch(Resource resource) => _touched[resource.Id] = resource;

    /// <summary>The resources that changed since the last time.</summary>
    public ICollection<Resource> TakeTouched() => Interlocked.Exchange(ref _touched, new()).Values;

    public Resource? Find(Guid id) => _resources.GetValueOrDefault(id);

    /// <summary>Something acknowledged is not there.</summary>
    public void SayLost(string what) => Say(_lost, "LOST", what);

    /// <summary>Something is there twice, or was done although nobody was told so.</summary>
    public void SayDoubled(string what) => Say(_doubled, "DOUBLED", what);

    /// <summary>A change was refused, and is there.</summary>
    public void SayRefusedThoughMade(string what) => Say(_refused, "REFUSED THOUGH MADE", what);

    private void Say(HashSet<string> said, string kind, string what)
    {
        lock (_lock)
        {
            if (said.Add(what) && said.Count <= MostPrinted)
            {
                Console.WriteLine($"{kind}: {what}");
            }
        }
    }
}
