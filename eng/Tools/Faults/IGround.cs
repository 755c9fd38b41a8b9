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

    /// <summary>Lets one of its faults happen, which ends by itself.</summary>
    /// <returns>What it was, for the line of the round, and its end.</returns>
    (string What, Task End) Disturb(Random random, CancellationToken cancellationToken);

    /// <summary>What the store says about the logs, read beside the component.</summary>
    Task<Logs> ReadLogsAsync();

    /// <summary>Leaves what it holds in the working folder, for who looks for a cause.</summary>
    Task KeepAsync();
}
