namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// The heads that replicas told until now, in a file outside the store. What a command on an edited copy tells is about that copy, and is not
/// among them.
/// </summary>
/// <param name="path">Where they are.</param>
/// <param name="all">The heads.</param>
internal sealed class HeadsFile(string path, IReadOnlyCollection<LogHead> all)
{
    private const int Whole = 0;

    public IReadOnlyCollection<LogHead> All => all;

    public static HeadsFile Of(Cluster cluster, string path)
    {
        var lines = cluster.Replicas.SelectMany(replica => File.ReadLines(replica.LogFile)).Where(line => LogHead.ReadAll(line).Any()).ToList();
        File.WriteAllLines(path, lines);
        return new HeadsFile(path, [.. lines.SelectMany(LogHead.ReadAll)]);
    }

    /// <summary>Runs <c>verify-log</c> with them.</summary>
    /// <param name="replica">Beside whom, or instead of whom.</param>
    /// <param name="settings">Settings that are others than the replica's.</param>
    /// <returns>Whether it found everything whole, and what it printed.</returns>
    public async Task<(bool IsWhole, string Printed)> VerifyAsync(Replica replica, IReadOnlyDictionary<string, string> settings)
    {
        var (code, printed) = await replica.CommandAsync(settings, all.Count == 0 ? ["verify-log"] : ["verify-log", "--heads", path]);
        return (code == Whole, printed);
    }
}
