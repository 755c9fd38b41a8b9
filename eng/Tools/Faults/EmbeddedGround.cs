using Microsoft.Data.Sqlite;

namespace CommonGround.Tools.Faults;

/// <summary>One state file that all replicas share. Its fault is another program that holds the write lock for a while.</summary>
internal sealed class EmbeddedGround(string work) : IGround
{
    private readonly string _file = Path.Combine(work, "state.db");

    public string Name => "embedded";

    public Task StartAsync() => Task.CompletedTask;

    public IReadOnlyDictionary<string, string> SettingsOf(int replica, int port) => new Dictionary<string, string>
    {
        ["Embedded__File"] = _file,
        ["Embedded__Secrets"] = Path.Combine(work, "secrets.json"),
        ["Embedded__AppId"] = Component.AppId,
    };

    public (string What, Task End) Disturb(Random random, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds(0.1 + (1.4 * random.NextDouble()));
        return ($"file locked for {time.TotalSeconds:0.0} s", LockAsync(time, cancellationToken));
    }

    public async Task<Logs> ReadLogsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, CASE WHEN key = $registration THEN value END FROM state WHERE key >= $from AND key < $to";
        command.Parameters.AddWithValue("$registration", $"{Logs.Prefix}registration");
        command.Parameters.AddWithValue("$from", Logs.Prefix);
        command.Parameters.AddWithValue("$to", $"{Component.AppId}||_0");
        await using var rows = await command.ExecuteReaderAsync();
        var read = new List<(string Key, string? Value)>();
        while (await rows.ReadAsync())
        {
            read.Add((rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1)));
        }

        return Logs.Of(read);
    }

    /// <summary>The state file stands in the working folder as it is.</summary>
    public Task KeepAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task LockAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var writing = connection.BeginTransaction(deferred: false);
        await Task.Delay(time, cancellationToken);
        await writing.RollbackAsync(cancellationToken);
    }
}
