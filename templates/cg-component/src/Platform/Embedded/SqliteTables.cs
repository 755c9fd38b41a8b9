using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>The tables of the state file.</summary>
internal static class SqliteTables
{
    /// <summary>Marks a file as this kit's ("CGst"), so that no other program's database gets our table.</summary>
    private const int ApplicationId = 0x43477374;

    /// <summary>Of the tables: 1 had those of the state only. A file of an earlier layout gets what it lacks.</summary>
    private const long Layout = 2;

    /// <summary>Makes what is absent, in one transaction that waits its turn: several processes may start on a new file at once.</summary>
    /// <exception cref="StateStoreException">The file is not ours; it is left as it is.</exception>
    public static void Create(SqliteConnection connection, string path)
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
                    $"The file '{path}' is a database of another program, or of another version of this kit. Move it away, or set Embedded:File.");
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

    public static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
