using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>What the replicas stand on: the embedded building blocks, or sidecars. It has faults of its own.</summary>
internal interface IGround : IAsyncDisposable
{
    /// <summary>What <c>--beside</c> calls it.</summary>
    string Name { get; }

    /// <summary>Makes it ready for replicas.</summary>
    Task StartAsync();

    /// <summary>The settings by which a replica finds it.</summary>
    /// <param name="replica">Its number.</param>
    /// <param name="port">Where it listens.</param>
    IReadOnlyDictionary<string, string> SettingsOf(int replica, int port);

    /// <summary>What can go wrong with it.</summary>
    IReadOnlyList<string> Faults { get; }

    /// <summary>Whether a replica stands on something of its own that can start later than the replica.</summary>
    bool CanComeLate { get; }

    /// <summary>When all replicas have run once.</summary>
    Task BeginAsync();

    /// <summary>Lets one of its faults happen, which ends by itself.</summary>
    /// <param name="fault">One of <see cref="Faults"/>.</param>
    /// <param name="random">What chooses the rest.</param>
    Happening Disturb(string fault, Random random);

    /// <summary>Takes away what a replica stands on.</summary>
    Task TakeAwayAsync(int replica);

    /// <summary>Ends <see cref="TakeAwayAsync"/>.</summary>
    Task BringBackAsync(int replica);

    /// <summary>What the store says about the logs, read beside the component.</summary>
    Task<Logs> ReadLogsAsync();

    /// <summary>The log lines that the store has, read beside the component.</summary>
    Task<StoredLines> ReadLinesAsync();

    /// <summary>The state file, where it is one.</summary>
    StateFile? File { get; }

    /// <summary>Leaves what it holds in the working folder, for who looks for a cause.</summary>
    Task KeepAsync();
}
