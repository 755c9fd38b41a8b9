namespace CommonGround.Tools.Faults;

/// <summary>The replicas, and what is still to happen to them: a restart, the end of a pause.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly List<Task> _pending = [];
    private readonly HttpClient _http = new();

    public Cluster(int size, Component component, IGround ground, string work) =>
        Replicas = [.. Enumerable.Range(1, size).Select(number => new Replica(number, component, ground, work, _http))];

    public IReadOnlyList<Replica> Replicas { get; }

    public IReadOnlyList<Replica> Running => [.. Replicas.Where(r => r.Running)];

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(Replicas.Select(r => r.StartAsync(cancellationToken)));

    /// <summary>Lets something go on beside the rounds.</summary>
    public void Later(Task task) => _pending.Add(task);

    /// <summary>Passes on what went wrong beside the rounds.</summary>
    public async Task CheckAsync()
    {
        foreach (var done in _pending.Where(t => t.IsCompleted).ToList())
        {
            _pending.Remove(done);
            await done;
        }
    }

    /// <summary>Waits until at least one replica runs.</summary>
    public async Task OneRunsAsync(CancellationToken cancellationToken)
    {
        for (; Running.Count == 0; await CheckAsync())
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>Waits until all replicas run again.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_pending);
        _pending.Clear();
    }

    public void Dispose()
    {
        foreach (var replica in Replicas)
        {
            replica.Dispose();
        }

        _http.Dispose();
    }
}
