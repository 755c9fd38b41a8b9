namespace CommonGround.Tools.Faults;

/// <summary>Spreads requests over the replicas by chance, and for a moment passes by one that did not answer.</summary>
internal sealed class Balancer(IReadOnlyList<Replica> replicas)
{
    private const long SuspectFor = 300;

    private readonly long[] _suspectUntil = new long[replicas.Count];

    public Replica Choose(Random random)
    {
        var now = Environment.TickCount64;
        var trusted = replicas.Where((_, i) => Volatile.Read(ref _suspectUntil[i]) <= now).ToList();
        return trusted.Count > 0 ? trusted[random.Next(trusted.Count)] : replicas[random.Next(replicas.Count)];
    }

    public void Suspect(Replica replica) =>
        Volatile.Write(ref _suspectUntil[replica.Number - 1], Environment.TickCount64 + SuspectFor);
}
