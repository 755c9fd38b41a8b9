namespace CommonGround.Simulation.Clients;

/// <summary>
/// Which act is behind a request id of an entry. A request gets its id while its act runs, so whoever asks for a name then is
/// noted; one act may have several, since a change is decided again where another was first.
/// </summary>
internal sealed class ActsByRequest
{
    private readonly Dictionary<string, Act> _acts = [];
    private readonly AsyncLocal<Act?> _current = new();

    /// <summary>The act that runs here, or none where a replica does something by itself.</summary>
    public Act? Current => _current.Value;

    public void Begin(Act act) => _current.Value = act;

    public void Note(string name)
    {
        if (_current.Value is { } act)
        {
            _acts[name] = act;
        }
    }

    public Act? Find(string request) => _acts.GetValueOrDefault(request);
}
