using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>The components that run on this machine with the same file, each with its port on 127.0.0.1.</summary>
internal sealed class RunningComponents(SqliteFile file) : IDisposable
{
    private readonly Lock _reading = new();
    private readonly KeptConnection<FoundComponents> _found = new(file, static connection => new FoundComponents(connection));

    /// <summary>Registers this process. Whoever had its port before has it no longer, and who was killed is forgotten.</summary>
    /// <exception cref="StateStoreException">The file failed.</exception>
    public Task AddAsync(string app, int port, CancellationToken cancellationToken) => ChangeAsync(
        connection =>
        {
            RemoveDead(connection);
            using var add = new SqliteStatement(connection, "INSERT OR REPLACE INTO component (port, app, process, started) VALUES (?1, ?2, ?3, ?4)");
            return add.Bind(1, port).Bind(2, app).Bind(3, Environment.ProcessId).Bind(4, ProcessMark.Own).Run();
        },
        cancellationToken);

    /// <exception cref="StateStoreException">The file failed.</exception>
    public Task RemoveAsync(int port, CancellationToken cancellationToken) => ChangeAsync(
        connection =>
        {
            using var remove = new SqliteStatement(connection, "DELETE FROM component WHERE port = ?1 AND process = ?2");
            return remove.Bind(1, port).Bind(2, Environment.ProcessId).Run();
        },
        cancellationToken);

    /// <summary>The ports on which a component listens, one for each replica. A process that ended has none.</summary>
    /// <exception cref="StateStoreException">The file failed.</exception>
    public IReadOnlyList<int> Find(string app)
    {
        lock (_reading)
        {
            return _found.Use(found => found.Ports(app));
        }
    }

    public void Dispose()
    {
        lock (_reading)
        {
            _found.Dispose();
        }
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

    /// <summary>Twice in the life of a process: on a connection that is closed after it.</summary>
    private Task<int> ChangeAsync(Func<SqliteConnection, int> change, CancellationToken cancellationToken) => file.WriteAsync(
        () =>
        {
            using var once = new KeptConnection<SqliteConnection>(file, static connection => connection);
            return once.Use(change);
        },
        cancellationToken);
}
