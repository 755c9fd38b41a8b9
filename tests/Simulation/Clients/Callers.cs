using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>Begins what clients do, on a replica that takes requests.</summary>
internal sealed class Callers
{
    private const int MostAtOnce = 8;

    private readonly World _world;
    private readonly Writer _writer;
    private readonly Reader _reader;
    private readonly List<(Task Task, Machine Machine)> _busy = [];
    private int _left;

    public Callers(World world)
    {
        _world = world;
        _writer = new Writer(world);
        _reader = new Reader(world);
        // What a fold did wrong is mended by the next: there is more to read in between.
        _left = (world.IsContested ? 45 : 15) + world.Dice.Below(25);
    }

    public IEnumerable<Act> Acts => _writer.Acts.Concat(_reader.Acts).Concat(_world.Postman?.Acts ?? []);

    public bool IsDone => _left == 0 && Busy == 0;

    public bool CanBegin => _left > 0 && _world.Crew.Replicas.Any(r => !r.IsStopping) && Busy < MostAtOnce;

    private int Busy
    {
        get
        {
            _busy.RemoveAll(b => b.Task.IsCompleted || b.Machine.IsGone);
            return _busy.Count;
        }
    }

    public void Begin()
    {
        _left--;
        if (_world.Postman is { } postman && postman.IsNext())
        {
            Deliver(postman);
            return;
        }

        var replica = _world.Dice.Of(_world.Crew.Open);
        Run(replica, _world.Dice.Chance(_world.IsContested ? 0.45 : 0.7) ? () => _writer.WriteAsync(replica) : () => _reader.ReadAsync(replica));
    }

    /// <summary>A replica that is well takes a change, so that it has a log.</summary>
    public void BeginWriting(SimulatedReplica replica) => Run(replica, () => _writer.WriteAsync(replica));

    /// <summary>Reads everything there is, on one replica.</summary>
    public void BeginReadingAll(SimulatedReplica replica) => Run(replica, () => _reader.ReadAllAsync(replica));

    /// <summary>Verifies all logs, on one replica.</summary>
    public void BeginVerifying(SimulatedReplica replica) => Run(replica, () => _world.Auditor.VerifyAsync(replica));

    /// <summary>Every event is delivered to one replica, until it is acknowledged; or, when no mark lives any more, once again.</summary>
    public void BeginDelivering(Postman postman, SimulatedReplica replica, bool again) =>
        Run(replica, () => again ? postman.DeliverLateAsync(replica) : postman.DeliverAllAsync(replica));

    /// <summary>Nothing new begins.</summary>
    public void Stop() => _left = 0;

    private void Deliver(Postman postman)
    {
        var (posted, replicas) = postman.Next(_world.Crew.Open);
        foreach (var replica in replicas)
        {
            Run(replica, () => postman.DeliverAsync(posted, replica));
        }
    }

    private void Run(SimulatedReplica replica, Func<Task> act)
    {
        var done = new TaskCompletionSource();
        _busy.Add((done.Task, replica.Machine));
        replica.Machine.Post(_ => RunAsync(), null);

        async void RunAsync()
        {
            try
            {
                await act();
            }
            catch (Exception e)
            {
                _world.Violations.Add($"A caller got {e.GetType().Name}: {e.Message}\n{e.StackTrace}");
            }

            done.SetResult();
        }
    }
}
