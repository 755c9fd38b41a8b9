using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>The components that run on this machine with the same file, each with its port on 127.0.0.1.</summary>
internal sealed class RunningComponents(IOptions<EmbeddedOptions> options) : IDisposable
{
    private readonly SqliteFile _file = new(options.Value.File, options.Value.LockWait, options.Value.LargestFile);
    private readonly Lock _reading = new();
    private SqliteConnection? _connection;
    private SqliteStatement? _find;

    /// <summary>Registers this process. Whoever had its port before has it no longer, and who was killed is forgotten.</summary>
    /// <exception cref="StateStoreException">The file failed.</exception>
    public void Add(string app, int port) => Change(connection =>
    {
        RemoveDead(connection);
        using var add = new SqliteStatement(connection, "INSERT OR REPLACE INTO component (port, app, process, started) VALUES (?1, ?2, ?3, ?4)");
        add.Bind(1, port).Bind(2, app).Bind(3, Environment.ProcessId).Bind(4, ProcessMark.Own).Run();
    });

    /// <exception cref="StateStoreException">The file failed.</exception>
    public void Remove(int port) => Change(connection =>
    {
        using var remove = new SqliteStatement(connection, "DELETE FROM component WHERE port = ?1 AND process = ?2");
        remove.Bind(1, port).Bind(2, Environment.ProcessId).Run();
    });

    /// <summary>The ports on which a component listens, one for each replica. A process that ended has none.</summary>
    /// <exception cref="StateStoreException">The file failed.</exception>
    public IReadOnlyList<int> Find(string app)
    {
        lock (_reading)
        {
            try
            {
                _connection ??= _file.Open();
                _find ??= new(_connection, "SELECT port, process, started FROM component WHERE app = ?1 ORDER BY port");
                return Alive(_find.Bind(1, app));
            }
            catch (SqliteException trouble)
            {
                Close();
                throw new StateStoreException(SqliteTrouble.Explain(trouble, _file.Path), trouble);
            }
        }
    }

    public void Dispose()
    {
        lock (_reading)
        {
            Close();
        }
    }

    private static List<int> Alive(SqliteStatement found)
    {
        var ports = new List<int>();
        while (found.Step())
        {
            if (ProcessMark.Of(found.Number(1)) == found.Text(2))
            {
                ports.Add(found.Number(0));
            }
        }

        return ports;
    }

    private static void RemoveDead(SqliteConnection connection)
    {
        using var all = new SqliteStatement(connection, "SELECT port, process, started FROM component");
        using var remove = new SqliteStatement(connection, "DELETE FROM component WHERE port = ?1 AND process = ?2 AND started = ?3");
        var dead = new List<(int Port, int Process, string Started)>();
        while (all.Step())
        {
            if (ProcessMark.Of(all.Number(1)) != all.Text(2))
            {
                dead.Add((all.Number(0), all.Number(1), all.Text(2)));
            }
        }

        dead.ForEach(one => remove.Bind(1, one.Port).Bind(2, one.Process).Bind(3, one.Started).Run());
    }

    private void Close()
    {
        _find?.Dispose();
        _connection?.Dispose();
        (_find, _connection) = (null, null);
    }

    private void Change(Action<SqliteConnection> change)
    {
        try
        {
            using var connection = _file.Open();
            change(connection);
        }
        catch (SqliteException trouble)
        {
            throw new StateStoreException(SqliteTrouble.Explain(trouble, _file.Path), trouble);
        }
    }
}
