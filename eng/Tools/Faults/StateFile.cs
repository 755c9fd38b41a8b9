using Microsoft.Data.Sqlite;

namespace CommonGround.Tools.Faults;

/// <summary>The state file of the embedded building blocks, as another program on the machine opens it.</summary>
internal sealed class StateFile(string path)
{
    public string Path => path;

    public async Task RunAsync(string sql)
    {
        await using var connection = await OpenAsync("ReadWrite");
        await RunAsync(connection, $"BEGIN IMMEDIATE; {sql} COMMIT;");
    }

    /// <summary>Holds its write lock.</summary>
    public async Task LockAsync(TimeSpan time)
    {
        await using var connection = await OpenAsync("ReadWrite");
        await RunAsync(connection, "BEGIN IMMEDIATE");
        await Task.Delay(time);
        await RunAsync(connection, "ROLLBACK");
    }

    /// <summary>
    /// Fills it up to the component's limit, past which SQLite answers each transaction as on a full disk (SQLITE_FULL). A small disk would
    /// have to be mounted, which not every machine allows.
    /// </summary>
    public async Task FillAsync(long largest, TimeSpan time)
    {
        await using var connection = await OpenAsync("ReadWrite");
        await RunAsync(connection, "PRAGMA synchronous = OFF; BEGIN IMMEDIATE; CREATE TABLE other (bytes BLOB)");
        var page = await NumberAsync(connection, "PRAGMA page_size");
        var left = (largest / page) - await NumberAsync(connection, "PRAGMA page_count") + await NumberAsync(connection, "PRAGMA freelist_count");
        await RunAsync(connection, $"INSERT INTO other VALUES (zeroblob({Math.Max(left - 2, 0) * (page - 4)})); COMMIT");
        await Task.Delay(time);
        await RunAsync(connection, "DROP TABLE other");
    }

    /// <returns>The keys of a range, and of one of them the value.</returns>
    public async Task<List<(string Key, string? Value)>> ReadAsync(string valueOf, string from, string to)
    {
        await using var connection = await OpenAsync("ReadOnly");
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, CASE WHEN key = $key THEN value END FROM state WHERE key >= $from AND key < $to";
        command.Parameters.AddWithValue("$key", valueOf);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        await using var rows = await command.ExecuteReaderAsync();
        var read = new List<(string Key, string? Value)>();
        while (await rows.ReadAsync())
        {
            read.Add((rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1)));
        }

        return read;
    }

    private async Task<SqliteConnection> OpenAsync(string mode)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode={mode};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
