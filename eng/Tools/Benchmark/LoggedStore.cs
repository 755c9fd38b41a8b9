namespace CommonGround.Tools.Benchmark;

/// <summary>
/// A store with many lines of the logs, made by requests: lists of a hundred persons, each of which leaves a line per person. One person more is
/// in none of the lists, and has few lines however many there are.
/// </summary>
internal sealed class LoggedStore(Wrk wrk, Application application) : IAsyncDisposable
{
    private const int Persons = 100;
    private const int Reads = 5;

    // Fewer than wrk makes in its shortest run are made one by one.
    private const int ByTime = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // What the component does by itself would be counted with the searches.
    private static readonly Dictionary<string, string> s_quiet = new() { ["State__ProbeInterval"] = "00:01:00", ["State__HeartbeatLife"] = "00:00:20" };

    private static readonly Dictionary<string, string> s_archives = new(s_quiet)
    {
        ["State__ArchiveAfter"] = "00:00:01",
        ["State__HeartbeatInterval"] = "00:00:02",
    };

    private Server? _server;

    /// <summary>The person with few lines.</summary>
    public static string Someone => TestNumbers.Of(Persons);

    public Server Server => _server ?? throw new InvalidOperationException("It was not started.");

    public Application Application => application;

    public StoredLines Lines { get; } = new(application);

    /// <summary>Starts the component. One that runs is killed before, and leaves its log to be ended by the new one.</summary>
    public Task StartAsync() => StartAsync(s_quiet);

    /// <summary>Lists until there are about so many lines, and waits until the index has them.</summary>
    public async Task FillAsync(int lines)
    {
        var api = new Api(Server, application);
        for (var i = 0; i < Persons; i++)
        {
            await api.CreateAsync(BodyOf(TestNumbers.Of(i)));
        }

        var someone = await api.CreateAsync(BodyOf(Someone));
        for (var i = 0; i < Reads; i++)
        {
            await api.GetAsync(someone);
        }

        var before = await Lines.InEntriesAsync();
        await api.ListAsync(Persons);
        var perList = await Lines.InEntriesAsync() - before;
        if (perList <= Persons)
        {
            throw new InvalidOperationException($"A list of {Persons} persons left {perList} lines: not one for each of them and one for the list.");
        }

        await ListAsync(api, (int)((lines - before) / perList));
        await StoreUse.CaughtUpAsync(Server);
    }

    /// <summary>Has the logs of all earlier starts, and of commands, ended, drained and archived. The component runs on.</summary>
    public async Task ArchiveAsync()
    {
        await StartAsync(s_archives);
        for (var end = DateTime.UtcNow + Limit; await Lines.LogsLeftAsync() is var left && left > 1;)
        {
            if (DateTime.UtcNow > end)
            {
                throw new InvalidOperationException($"{left} logs, and not only that of the component that runs, were not archived within {Limit.TotalMinutes} minutes.");
            }

            await Task.Delay(500);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    private async Task StartAsync(Dictionary<string, string> settings)
    {
        await DisposeAsync();
        _server = await Server.StartAsync(application with { Environment = new Dictionary<string, string>(application.Environment.Concat(settings)) });
        await _server.ReadyAsync();
    }

    private async Task ListAsync(Api api, int lists)
    {
        if (lists < ByTime)
        {
            for (var i = 0; i < lists; i++)
            {
                await api.ListAsync(Persons);
            }

            return;
        }

        var url = new Uri(Server.Address, $"{application.Collection}?limit={Persons}");
        await Filling.UntilAsync(Server, "200", lists, (_, time) => wrk.TryRunAsync(url, Requests.Of(application, null), Filling.Clients, time));
    }

    private static string BodyOf(string person) => Application.Body.Replace("999993653", person, StringComparison.Ordinal);
}
