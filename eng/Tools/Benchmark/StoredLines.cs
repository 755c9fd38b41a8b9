using Microsoft.Data.Sqlite;

namespace CommonGround.Tools.Benchmark;

/// <summary>The lines of the logs that the embedded store of a component has, as another program on the machine counts them.</summary>
internal sealed class StoredLines(Application application)
{
    // Before a key stands the name of its component, as a sidecar has it. An entry is its JSON, a line break and its HMAC; a block begins with
    // the JSON of its header and a line break (commit-log 11, 16).
    private const string Head = "substr(value, 1, instr(value, char(10)) - 1)";

    private readonly string _source = $"Data Source={application.Environment["Embedded__File"]};Mode=ReadOnly;Pooling=False";

    /// <summary>How many lines the entries have that are not archived.</summary>
    public async Task<long> InEntriesAsync() => (await ReadAsync(
        $"SELECT coalesce(sum(json_array_length({Head}, '$.lines')), 0) FROM state WHERE key GLOB '*||_/*/[0-9]*' AND instr(value, '\"lines\":[{{') > 0"))[0];

    /// <summary>How many logs there are that are not archived: registered, or drained.</summary>
    public async Task<long> LogsLeftAsync() => (await ReadAsync(
        """
        SELECT (SELECT json_array_length(value, '$.logs') FROM state WHERE key GLOB '*||_/registration')
          + (SELECT count(*) FROM state WHERE key GLOB '*||_/drained/*' AND key NOT GLOB '*||_/drained/list*' AND instr(value, '"isArchived":true') = 0)
        """))[0];

    /// <summary>How many blocks there are, how many lines they have, and how many the longest.</summary>
    public async Task<(long Blocks, long Lines, long Longest)> InBlocksAsync()
    {
        var found = await ReadAsync(
            $"""
            SELECT count(*), coalesce(sum(lines), 0), coalesce(max(lines), 0) FROM (
              SELECT (SELECT sum(json_extract(part.value, '$.count')) FROM json_each({Head.Replace("value", "state.value", StringComparison.Ordinal)}, '$.parts') AS part) AS lines
              FROM state WHERE key GLOB '*||[0-9]*/_log/*' AND key NOT GLOB '*/_lookup/*')
            """);
        return (found[0], found[1], found[2]);
    }

    private async Task<long[]> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return [.. Enumerable.Range(0, row.FieldCount).Select(row.GetInt64)];
    }
}
