using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>Opens connections to the state file, and makes file and table where they are absent.</summary>
internal sealed class SqliteFile(string path, TimeSpan lockWait, long largest = 0)
{
    /// <summary>Less would not hold a component's first documents.</summary>
    public const long SmallestLimit = 1024 * 1024;

    /// <summary>Marks a file as this kit's ("CGst"), so that no other program's database gets our table.</summary>
    private const int ApplicationId = 0x43477374;

    private const int Layout = 1;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(lockWait.TotalSeconds),
    }.ConnectionString;

    private readonly Lock _preparing = new();
    private bool _prepared;

    public string Path { get; } = path;

    /// <exception cref="StateStoreException">The file cannot be used; the message says why and what to do.</exception>
    public SqliteConnection Open()
    {
        try
        {
            Prepare();
            return Connect();
        }
        catch (SqliteException trouble)
        {
            throw new StateStoreException(SqliteTrouble.Explain(trouble, Path), trouble);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException(
                $"The state file '{Path}' cannot be made or written: {trouble.Message} Give the folder to this user, or set Embedded:File.", trouble);
        }
    }

    private void Prepare()
    {
        lock (_preparing)
        {
            if (_prepared)
            {
                return;
            }

            PrivateFiles.CreateFolderOf(Path);
            PrivateFiles.Open(Path, FileMode.OpenOrCreate).Dispose();
            using var connection = Connect();
            CreateTable(connection);
            _prepared = true;
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {(long)lockWait.TotalMilliseconds}");
            if (Execute(connection, "PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new StateStoreException($"The file system of '{Path}' has no write-ahead log. Set Embedded:File to a local disk.");
            }

            Execute(connection, "PRAGMA synchronous = FULL");
            if (largest > 0)
            {
                Execute(connection, $"PRAGMA max_page_count = {largest / (long)Execute(connection, "PRAGMA page_size")!}");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>In one transaction that waits its turn: several processes may start on a new file at once.</summary>
    private void CreateTable(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var (mark, layout) = (Execute(connection, "PRAGMA application_id"), Execute(connection, "PRAGMA user_version"));
        if (mark is 0L && Execute(connection, "SELECT count(*) FROM sqlite_schema") is 0L)
        {
            Execute(connection, $"PRAGMA application_id = {ApplicationId}");
            Execute(connection, $"PRAGMA user_version = {Layout}");
            Execute(connection, "CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER)");
            Execute(connection, "CREATE INDEX state_expires ON state (expires) WHERE expires IS NOT NULL");
        }
        else if (mark is not (long)ApplicationId || layout is not (long)Layout)
        {
            throw new StateStoreException(
                $"The file '{Path}' is a database of another program, or of another version of this kit. Move it away, or set Embedded:File.");
        }

        transaction.Commit();
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
