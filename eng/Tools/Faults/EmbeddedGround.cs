using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>
/// One state file that all replicas share. Another program holds its write lock for a while, or fills the disk; its broker is out of reach for a
/// while, and delivers twice and out of order.
/// </summary>
internal sealed class EmbeddedGround(string work) : IGround
{
    private const string Locked = "file locked";
    private const string Full = "disk full";
    private const string BrokerDown = "broker down";

    // As small as the state of a run allows: what fills it is written each time.
    private const long LargestFile = 128 * 1024 * 1024;

    private readonly StateFile _file = new(Path.Combine(work, "state.db"));

    public string Name => Options.Embedded;

    public IReadOnlyList<string> Faults => [Locked, Full, BrokerDown];

    public bool CanComeLate => false;

    public StateFile? File => _file;

    public Task StartAsync() => Task.CompletedTask;

    public Task BeginAsync() => _file.RunAsync(EmbeddedBroker.TwiceAndLate);

    public IReadOnlyDictionary<string, string> SettingsOf(int replica, int port) => new Dictionary<string, string>
    {
        ["Embedded__File"] = _file.Path,
        ["Embedded__Secrets"] = Path.Combine(work, "secrets.json"),
        ["Embedded__AppId"] = Component.AppId,
        ["Embedded__LargestFile"] = $"{LargestFile}",

        // What a killed replica was handling comes again after one and a half times the time-out.
        ["Embedded__Events__FirstPause"] = "00:00:00.2",
        ["Embedded__Events__DeliveryTimeout"] = "00:00:04",
    };

    public Happening Disturb(string fault, Random random)
    {
        var time = TimeSpan.FromSeconds(0.3 + (1.2 * random.NextDouble()));
        return new(fault, $"for {time.TotalSeconds:0.0} s", fault switch
        {
            Locked => _file.LockAsync(time),
            Full => _file.FillAsync(LargestFile, time),
            _ => BrokerDownAsync(time),
        });
    }

    public Task TakeAwayAsync(int replica) => throw new NotSupportedException("Nothing of it comes late.");

    public Task BringBackAsync(int replica) => throw new NotSupportedException("Nothing of it comes late.");

    public async Task<Logs> ReadLogsAsync() => Logs.Of(await _file.ReadAsync($"{Logs.Prefix}registration", Logs.Prefix, Logs.Behind));

    public async Task<StoredLines> ReadLinesAsync() => StoredLines.Of(await _file.ReadWithAsync(StoredLines.BlockMark, Logs.Prefix, Logs.Behind));

    /// <summary>The state file stands in the working folder as it is.</summary>
    public Task KeepAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task BrokerDownAsync(TimeSpan time)
    {
        await _file.RunAsync(EmbeddedBroker.Down);
        await Task.Delay(time);
        await _file.RunAsync(EmbeddedBroker.Up);
    }
}
