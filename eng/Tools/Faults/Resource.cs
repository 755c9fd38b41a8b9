namespace CommonGround.Tools.Faults;

/// <summary>What must be there, by what clients were told.</summary>
internal sealed class Resource(Guid id, Tag tag, Aanvraag made)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _versions = [1];
    private readonly HashSet<string> _refused = [];

    public Guid Id => id;

    /// <summary>Of the last version that was told.</summary>
    public Tag Tag { get; private set; } = tag;

    /// <summary>What it became with that.</summary>
    public Aanvraag Content { get; private set; } = made;

    public bool Deleted { get; private set; }

    /// <summary>What its events are about.</summary>
    public string Subject => $"aanvragen/{id}";

    /// <summary>Whether the event of its creation is one that no handler takes.</summary>
    public bool IsPoison { get; } = made.Status == Aanvraag.Poison;

    /// <summary>Whether the handler of such an event wants it again, until the tries are over, instead of dropping it. The handler decides alike.</summary>
    public bool IsRetried => IsPoison && id.ToByteArray()[15] % 2 == 1;

    /// <summary>Whether each version was told to somebody: one that was not is a change that nobody made.</summary>
    public bool AllTold
    {
        get
        {
            lock (_lock)
            {
                return _versions.Count == Tag.Version;
            }
        }
    }

    /// <returns>Whether no other change was told that it made this version.</returns>
    public bool Replaced(Tag tag, Aanvraag by)
    {
        lock (_lock)
        {
            _refused.Remove(by.Onderwerp);
            if (tag.Version > Tag.Version)
            {
                (Tag, Content) = (tag, by);
            }

            return _versions.Add(tag.Version);
        }
    }

    public void Delete() => Deleted = true;

    /// <summary>A change that says so was refused.</summary>
    public void Refused(string onderwerp)
    {
        lock (_lock)
        {
            _refused.Add(onderwerp);
        }
    }

    /// <summary>Whether a change that says so was refused.</summary>
    public bool WasRefused(string onderwerp)
    {
        lock (_lock)
        {
            return _refused.Contains(onderwerp);
        }
    }
}
