using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// A statement that is compiled once per connection and run many times. It goes below <see cref="SqliteCommand"/>, which allocates
/// a reader for each run and answers a busy file by sleeping 150 ms, where SQLite's own waiting takes what it needs.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int position, string text) => Bind(position, Encoding.UTF8.GetBytes(text));

    public SqliteStatement Bind(int position, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which SQLite would take for NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, position, 0) : raw.sqlite3_bind_text(_statement, position, utf8));
        return this;
    }

    public SqliteStatement Bind(int position, long? number)
    {
        Check(number is { } value ? raw.sqlite3_bind_int64(_statement, position, value) : raw.sqlite3_bind_null(_statement, position));
        return this;
    }

    /// <summary>Goes to the next row, if there is one. After the last one the statement can be run again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return false;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(_connection);
    }

    /// <summary>Reads a column as the bytes that were bound, whatever they hold: not up to the first NUL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public int Number(int column) => raw.sqlite3_column_int(_statement, column);

    public long LongNumber(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Ends a run before its last row, so that it holds no snapshot.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
