using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>Opens connections to the state file, and makes file and tables where they are absent.</summary>
internal sealed class SqliteFile(string path, TimeSpan lockWait, long largest = 0)
{
    /// <summary>Less would not hold a component's first documents.</summary>
    public const long SmallestLimit = 1024 * 1024;

    /// <summary>Marks a file as this kit's ("CGst"), so that no other program's database gets our table.</summary>
    private const int ApplicationId = 0x43477374;

    /// <summary>Of the tables: 1 had those of the state only. A file of an earlier layout gets what it lacks.</summary>
    private const long Layout = 2;

    /// <summary>
    /// One for the process: on Unix, closing a file lets go of all locks that the process has on it, those of open connections too. So the file
    /// is opened as a file only to make it, while nobody in this process can have a connection to it.
    /// </summary>
    private static readonly Lock s_preparing = new();

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(lockWait.TotalSeconds),
    }.ConnectionString;

    private volatile bool _prepared;

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
        if (_prepared)
        {
            return;
        }

        lock (s_preparing)
        {
            if (_prepared)
            {
                return;
            }

            PrivateFiles.CreateFolderOf(Path);
            if (!File.Exists(Path))
            {
                PrivateFiles.Open(Path, FileMode.OpenOrCreate).Dispose();
            }

            using var connection = Connect();
            CreateTables(connection);
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
    private void CreateTables(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        switch (Execute(connection, "PRAGMA application_id"), Execute(connection, "PRAGMA user_version"))
        {
            case (0L, 0L) when Execute(connection, "SELECT count(*) FROM sqlite_schema") is 0L:
                Execute(connection, $"PRAGMA application_id = {ApplicationId}");
                CreateState(connection);
                CreateEventsAndComponents(connection);
                break;
            case ((long)ApplicationId, 1L):
                CreateEventsAndComponents(connection);
                break;
            case ((long)ApplicationId, Layout):
                return;
            default:
                throw new StateStoreException(
                    $"The file '{Path}' is a database of another program, or of another version of this kit. Move it away, or set Embedded:File.");
        }

        Execute(connection, $"PRAGMA user_version = {Layout}");
        transaction.Commit();
    }

    private static void CreateState(SqliteConnection connection)
    {
        Execute(connection, "CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER)");
        Execute(connection, "CREATE INDEX state_expires ON state (expires) WHERE expires IS NOT NULL");
    }

    /// <summary>
    /// An event is kept once, and with it a row for each component that is still to hear it. Times are milliseconds since 1970.
    /// </summary>
    private static void CreateEventsAndComponents(SqliteConnection connection)
    {
        Execute(connection, "CREATE TABLE subscription (topic TEXT NOT NULL, app TEXT NOT NULL, PRIMARY KEY (topic, app)) WITHOUT ROWID");
        Execute(
            connection,
            """
            CREATE TABLE event (
              number INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, content TEXT NOT NULL, trace TEXT NOT NULL, published INTEGER NOT NULL)
            """);
        Execute(connection, "CREATE INDEX event_published ON event (published)");
        Execute(
            connection,
            """
            CREATE TABLE delivery (
              event INTEGER NOT NULL, app TEXT NOT NULL, topic TEXT NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL, lease TEXT,
              PRIMARY KEY (event, app)) WITHOUT ROWID
            """);
        Execute(connection, "CREATE INDEX delivery_due ON delivery (app, due)");
        Execute(
            connection,
            "CREATE TABLE component (port INTEGER PRIMARY KEY, app TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL)");
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
