using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// The connection that writes, for one thread at a time. <c>BEGIN IMMEDIATE</c> takes the file's write lock before anything is
/// compared, so that other processes cannot change it in between.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Expired rows are absent at once. The room that they take is freed on the way of later transactions.</summary>
    private const int CleanedAtOnce = 100;

    private const long CleaningPause = 60_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _create;
    private readonly SqliteStatement _replace;
    private readonly SqliteStatement _write;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _clean;
    private long _cleanFrom;

    public SqliteWriter(SqliteConnection connection)
    {
        const string Insert = "INSERT INTO state (key, value, etag, expires) VALUES (?1, ?2, ?3, ?4)";
        const string Overwrite = "DO UPDATE SET value = excluded.value, etag = excluded.etag, expires = excluded.expires";

        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        _create = new(connection, $"{Insert} ON CONFLICT (key) {Overwrite} WHERE state.expires <= ?5");
        _replace = new(
            connection,
            "UPDATE state SET value = ?2, etag = ?3, expires = ?4 WHERE key = ?1 AND etag = ?6 AND (expires IS NULL OR expires > ?5)");
        _write = new(connection, $"{Insert} ON CONFLICT (key) {Overwrite}");
        _delete = new(connection, "DELETE FROM state WHERE key = ?1 AND etag = ?2 AND (expires IS NULL OR expires > ?3)");
        _clean = new(connection, "DELETE FROM state WHERE rowid IN (SELECT rowid FROM state WHERE expires <= ?1 LIMIT ?2)");
    }

    /// <summary>Carries out all operations, or none.</summary>
    /// <param name="prefix">The app-id and what follows it, before each key.</param>
    /// <param name="operations">Each key once.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <returns>The first operation whose condition did not hold, or <see langword="null"/> where all were carried out.</returns>
    /// <exception cref="SqliteException">It failed. Dispose the writer: the transaction may be open.</exception>
    public StateOperation? Transact(string prefix, IReadOnlyList<StateOperation> operations, long now)
    {
        _begin.Run();
        foreach (var operation in operations)
        {
            if (Run(prefix, operation, now) == 0)
            {
                _rollback.Run();
                return operation;
            }
        }

        var pause = now >= _cleanFrom && _clean.Bind(1, now).Bind(2, CleanedAtOnce).Run() < CleanedAtOnce ? CleaningPause : 0;
        _commit.Run();
        _cleanFrom = Math.Max(_cleanFrom, now + pause);
        return null;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _rollback, _create, _replace, _write, _delete, _clean])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private int Run(string prefix, StateOperation operation, long now)
    {
        var key = prefix + operation.Key;
        if (operation.Value is null)
        {
            return _delete.Bind(1, key).Bind(2, operation.ETag!).Bind(3, now).Run();
        }

        var statement = operation.Condition switch
        {
            StateCondition.Absent => _create.Bind(5, now),
            StateCondition.Unchanged => _replace.Bind(5, now).Bind(6, operation.ETag!),
            _ => _write,
        };
        return statement
            .Bind(1, key)
            .Bind(2, operation.Value)
            .Bind(3, Guid.NewGuid().ToString("N"))
            .Bind(4, operation.TimeToLive is { } life ? now + (long)life.TotalMilliseconds : null)
            .Run();
    }
}
