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
    public Task<List<(string Key, string? Value)>> ReadAsync(string valueOf, string from, string to) => QueryAsync(
        "SELECT key, CASE WHEN key = $1 THEN value END FROM state WHERE key >= $2 AND key < $3",
        rows => (rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1)),
        valueOf, from, to);

    /// <returns>The keys of a range and those that have a text in them, with their values.</returns>
    public Task<List<(string Key, string Value)>> ReadWithAsync(string part, string from, string to) => QueryAsync(
        "SELECT key, value FROM state WHERE instr(key, $1) > 0 OR (key >= $2 AND key < $3)", rows => (rows.GetString(0), rows.GetString(1)), part, from, to);

    /// <summary>A copy of it as it is now.</summary>
    public async Task<StateFile> CopyAsync(string to)
    {
        await using var connection = await OpenAsync("ReadOnly");
        await RunAsync(connection, "VACUUM INTO $1", to);
        return new StateFile(to);
    }

    /// <summary>Writes a value, or takes its key away, as who can write the file.</summary>
    public async Task WriteAsync(string key, string? value)
    {
        await using var connection = await OpenAsync("ReadWrite");
        await (value is null
            ? RunAsync(connection, "DELETE FROM state WHERE key = $1", key)
            : RunAsync(connection, "UPDATE state SET value = $2 WHERE key = $1", key, value));
    }

    public void Delete() => Directory.GetFiles(System.IO.Path.GetDirectoryName(path)!, $"{System.IO.Path.GetFileName(path)}*").ToList().ForEach(File.Delete);

    private async Task<List<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> read, params string[] values)
    {
        await using var connection = await OpenAsync("ReadOnly");
        await using var command = Command(connection, sql, values);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private async Task<SqliteConnection> OpenAsync(string mode)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode={mode};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, params string[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, string[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        return command;
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
